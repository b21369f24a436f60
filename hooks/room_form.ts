// Home's form: a pasted link is read in the browser, so that what it carries never reaches the server.
import type { HomeLater } from "./home_page.ts";

/** The form that the server rendered: no component of ours holds it. */
function roomForm(): HTMLFormElement | null {
  return document.querySelector<HTMLFormElement>("#room-form");
}

/** Puts the focus where a name or a link is typed. */
export function focusForm(): void {
  roomForm()?.querySelector("input")?.focus();
}

/**
 * Takes over the form that the server rendered. Until then, and where there is no script, the
 * field's own pattern refuses to send a secret.
 */
export function takeOverForm(load: () => Promise<HomeLater>): void {
  const form = roomForm();
  if (!form) return;
  form.noValidate = true; // the server says what is wrong with a name, in words of ours
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void go(form, load);
  });
}

async function go(form: HTMLFormElement, load: () => Promise<HomeLater>): Promise<void> {
  const field = form.querySelector("input");
  try {
    const { whereTo } = await load();
    const to = whereTo(field?.value ?? "");
    if (to.kind === "room") return location.assign(to.path);
    if (to.kind === "secret") return complain(form);
    if (field) field.value = to.typed;
  } catch {
    if (!form.checkValidity()) return complain(form); // read by nobody, so sent to nobody
  }
  form.submit();
}

function complain(form: HTMLFormElement): void {
  form.noValidate = false;
  form.reportValidity();
  form.noValidate = true;
}
