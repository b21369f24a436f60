// The frame of the plain pages: header with language and appearance, main part. No JavaScript.
import type { ComponentChildren } from "preact";
import { asset } from "fresh/runtime";
import { LOCALE_NAMES, LOCALES, type T } from "@/i18n/messages.ts";
import { Icon, type IconName } from "../base/Icon.tsx";
import { type Theme, THEMES } from "../base/theme.ts";

interface FrameProps {
  t: T;
  theme: Theme;
  /** Path and query of this page: switching comes back to it, in a room to whatever the address is. */
  here: URL;
  /** Classes of <main>, for example "home". */
  class?: string;
  children: ComponentChildren;
}

const THEME_ICONS: Record<Theme, IconName> = { light: "sun", dark: "moon", system: "sun-moon" };

/** A whole page: put the heading and the rest inside. */
export function PageFrame({ t, theme, here, class: name, children }: FrameProps) {
  return (
    <div class="page">
      <PageHeader t={t} theme={theme} here={here} />
      <main class={name ? `main ${name}` : "main"} id="main" tabIndex={-1}>{children}</main>
    </div>
  );
}

/** The way home, and the choice of language and appearance. */
export function PageHeader({ t, theme, here }: Pick<FrameProps, "t" | "theme" | "here">) {
  return (
    <header class="header">
      <a
        class="brand"
        href="/"
        aria-label={`${t("app.name")}, ${t("nav.home")}`}
        aria-current={here.pathname === "/" ? "page" : "false"}
      >
        <Brand />
      </a>
      <div class="header-end">
        <Switches t={t} theme={theme} here={here} />
      </div>
    </header>
  );
}

/** The mark and the name. */
function Brand() {
  return (
    <>
      <img class="brand-mark" src={asset("/favicon.svg")} alt="" width="34" height="34" />
      <span lang="ky">Жүз</span>
    </>
  );
}

/** Two menus of plain buttons, which work without JavaScript. */
function Switches({ t, theme, here }: Pick<FrameProps, "t" | "theme" | "here">) {
  return (
    <>
      <Menu
        id="languages"
        here={here}
        icon="languages"
        label={t("nav.language")}
        text={LOCALE_NAMES[t.locale]}
      >
        {LOCALES.map((locale) => (
          <Choice key={locale} name="lang" value={locale} lang={locale} isOn={locale === t.locale}>
            {LOCALE_NAMES[locale]}
          </Choice>
        ))}
      </Menu>
      <Menu id="themes" here={here} icon={THEME_ICONS[theme]} label={t("nav.theme")}>
        {THEMES.map((choice) => (
          <Choice key={choice} name="theme" value={choice} isOn={choice === theme}>
            <Icon name={THEME_ICONS[choice]} /> {t(`theme.${choice}`)}
          </Choice>
        ))}
      </Menu>
    </>
  );
}

interface ChoiceProps {
  name: "lang" | "theme";
  value: string;
  lang?: string;
  /** It holds now. */
  isOn: boolean;
  children: ComponentChildren;
}

function Choice({ name, value, lang, isOn, children }: ChoiceProps) {
  return (
    <li>
      <button
        type="submit"
        class="menu-item"
        name={name}
        value={value}
        lang={lang}
        aria-current={isOn ? "true" : "false"}
      >
        {children} {isOn && <Icon name="check" class="check-mark" />}
      </button>
    </li>
  );
}

interface MenuProps {
  id: string;
  here: URL;
  icon: IconName;
  /** What is chosen here. */
  label: string;
  /** What is chosen now, if it is to be read on the button. */
  text?: string;
  children: ComponentChildren;
}

/**
 * A form without an action goes to the address of its page, and takes along what stands behind the
 * "#" there: a link would drop that until a script runs.
 */
function Menu({ id, here, icon, label, text, children }: MenuProps) {
  return (
    <nav aria-label={label}>
      {text === undefined
        ? (
          <button type="button" class="btn-icon quiet" popovertarget={id} aria-label={label}>
            <Icon name={icon} />
          </button>
        )
        : (
          <button type="button" class="btn quiet" popovertarget={id}>
            <Icon name={icon} />
            <span class="visually-hidden">{label}:</span> {text}
          </button>
        )}
      <form action={here.pathname.startsWith("/r/") ? undefined : here.pathname}>
        {[...here.searchParams].map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <ul class="menu is-below" id={id} popover="auto">{children}</ul>
      </form>
    </nav>
  );
}
