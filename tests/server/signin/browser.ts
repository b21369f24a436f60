// As much of a browser as a sign-in needs: cookies by host, redirects followed by hand, forms.
import assert from "node:assert/strict";

/** Cookies of several servers, and the language that it asks for. */
export class Browser {
  readonly language: string;
  readonly #jars = new Map<string, Map<string, string>>();
  /** Attributes of the cookies that were set, by their names. */
  readonly set = new Map<string, string>();

  constructor(language = "ky") {
    this.language = language;
  }

  /** One request; keeps the cookies, follows nothing. */
  async ask(url: string | URL, init: RequestInit = {}): Promise<Response> {
    const { host } = new URL(url);
    const jar = this.#jars.get(host) ?? new Map<string, string>();
    this.#jars.set(host, jar);
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
    const headers = { cookie, "accept-language": this.language, ...init.headers };
    const response = await fetch(url, { ...init, headers, redirect: "manual" });
    for (const text of response.headers.getSetCookie()) {
      const [pair = "", ...attributes] = text.split("; ");
      const [name = "", ...value] = pair.split("=");
      if (attributes.includes("Max-Age=0")) jar.delete(name);
      else jar.set(name, value.join("="));
      this.set.set(name, attributes.join("; "));
    }
    return response;
  }

  /** The cookie of this name for this server. */
  cookie(url: string, name: string): string | undefined {
    return this.#jars.get(new URL(url).host)?.get(name);
  }

  plant(url: string, [name, value]: [name: string, value: string]): void {
    const { host } = new URL(url);
    this.#jars.set(host, (this.#jars.get(host) ?? new Map()).set(name, value));
  }

  /**
   * Goes to the provider, signs in and consents, as a person would; gives the address to which the
   * provider leads back, without going there.
   */
  async passProvider(start: string, back: string): Promise<URL> {
    let response = await this.ask(start);
    let at = new URL(start);
    for (let steps = 0; steps < 12; steps++) {
      const next = response.headers.get("location");
      if (next !== null) {
        await response.body?.cancel();
        at = new URL(next, at);
        if (at.href.startsWith(back)) return at;
        response = await this.ask(at);
        continue;
      }
      const html = await response.text();
      const action = /<form[^>]* action="([^"]+)"/.exec(html)?.[1];
      assert.ok(action, html);
      const prompt = /name="prompt" value="(\w+)"/.exec(html)?.[1] ?? "";
      const body = new URLSearchParams({ prompt, login: "aigul", password: "x" });
      at = new URL(action, at);
      response = await this.ask(at, { method: "POST", body });
    }
    throw new Error(`The provider does not lead back: ${at}`);
  }
}
