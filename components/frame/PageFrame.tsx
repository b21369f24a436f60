// The frame of the plain pages: header with language and appearance, main part. No JavaScript.
import type { ComponentChildren } from "preact";
import { asset } from "fresh/runtime";
import { LOCALE_NAMES, LOCALES, type T } from "@/i18n/messages.ts";
import { Icon, type IconName } from "../base/Icon.tsx";
import { type Theme, THEMES } from "../base/theme.ts";

interface FrameProps {
  t: T;
  theme: Theme;
  /** Path and query of this page: switching comes back to it. */
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

/** Two menus of plain links, which work without JavaScript. */
function Switches({ t, theme, here }: Pick<FrameProps, "t" | "theme" | "here">) {
  return (
    <>
      <Menu id="languages" icon="languages" label={t("nav.language")} text={LOCALE_NAMES[t.locale]}>
        {LOCALES.map((locale) => (
          <li key={locale}>
            <a
              class="menu-item"
              href={withChoice(here, "lang", locale)}
              lang={locale}
              hreflang={locale}
              rel="nofollow"
              aria-current={locale === t.locale ? "true" : "false"}
            >
              {LOCALE_NAMES[locale]}{" "}
              {locale === t.locale && <Icon name="check" class="check-mark" />}
            </a>
          </li>
        ))}
      </Menu>
      <Menu id="themes" icon={THEME_ICONS[theme]} label={t("nav.theme")}>
        {THEMES.map((choice) => (
          <li key={choice}>
            <a
              class="menu-item"
              href={withChoice(here, "theme", choice)}
              rel="nofollow"
              aria-current={choice === theme ? "true" : "false"}
            >
              <Icon name={THEME_ICONS[choice]} /> {t(`theme.${choice}`)}
              {choice === theme && <Icon name="check" class="check-mark" />}
            </a>
          </li>
        ))}
      </Menu>
    </>
  );
}

interface MenuProps {
  id: string;
  icon: IconName;
  /** What is chosen here. */
  label: string;
  /** What is chosen now, if it is to be read on the button. */
  text?: string;
  children: ComponentChildren;
}

function Menu({ id, icon, label, text, children }: MenuProps) {
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
      <ul class="menu is-below" id={id} popover="auto">{children}</ul>
    </nav>
  );
}

function withChoice(here: URL, name: "lang" | "theme", value: string): string {
  const query = new URLSearchParams(here.search);
  query.set(name, value);
  return `${here.pathname}?${query}`;
}
