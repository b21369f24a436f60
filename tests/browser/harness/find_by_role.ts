// Roles and names for drivers that cannot look elements up by them.

/** Runs in the page: the first visible element with this role and a name that matches. */
export function findByRole(
  { role, source, flags }: { role: string; source: string; flags: string },
): Element | null {
  const tags: Record<string, string> = {
    button: "button, summary, input[type=submit]",
    textbox:
      "input:not([type]), input[type=text], input[type=search], input[type=url], input[type=password], textarea",
    link: "a[href]",
    checkbox: "input[type=checkbox]",
    combobox: "select",
    dialog: "dialog[open]",
    heading: "h1, h2, h3",
    list: "ul, ol",
    region: "section",
  };
  const pattern = new RegExp(source, flags);
  const selector = [tags[role], `[role=${role}]`].filter(Boolean).join(", ");
  const nameOf = (element: Element) => {
    const ids = element.getAttribute("aria-labelledby")?.split(/\s+/) ?? [];
    const labels = "labels" in element ? [...element.labels as NodeListOf<Element>] : [];
    const parts = [...ids.map((id) => document.getElementById(id)), ...labels];
    return element.getAttribute("aria-label") ??
      (parts.length > 0
        ? parts.map((part) => part?.textContent).join(" ")
        : element.textContent || element.getAttribute("title") || "");
  };
  return [...document.querySelectorAll(selector)].find((element) =>
    element.checkVisibility({ visibilityProperty: true }) && pattern.test(nameOf(element))
  ) ?? null;
}
