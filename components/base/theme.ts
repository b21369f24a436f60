// Light, dark, or as the system has it; remembered in a cookie that the server reads.

/** Choices of appearance. */
export const THEMES = ["light", "dark", "system"] as const;

/** One of {@link THEMES}. */
export type Theme = typeof THEMES[number];

/** Name of the cookie that remembers the choice. */
export const THEME_COOKIE = "theme";

const YEAR_S = 365 * 24 * 60 * 60;

/** True for a string that names one of {@link THEMES}. */
export function isTheme(value: unknown): value is Theme {
  return THEMES.includes(value as Theme);
}

/** Browser only: shows the page in that theme from now on. */
export function applyTheme(theme: Theme): void {
  const root = document.documentElement;
  if (theme === "system") delete root.dataset.theme;
  else root.dataset.theme = theme;
  const secure = location.protocol === "https:" ? "; Secure" : "";
  document.cookie = `${THEME_COOKIE}=${theme}; Path=/; Max-Age=${YEAR_S}; SameSite=Lax${secure}`;
}

/** Browser only: the theme that was chosen. */
export function chosenTheme(): Theme {
  const { theme } = document.documentElement.dataset;
  return isTheme(theme) ? theme : "system";
}
