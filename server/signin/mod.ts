// Signing in for those who make rooms, where whoever runs the server wants it; nobody else needs to.
import { personName } from "../../protocol/names.ts";
import type { ServerCrypto } from "../../signaling/mod.ts";
import { Cookies } from "./cookies.ts";
import { Provider, type ProviderSettings, type SignInProblem } from "./provider.ts";

export type { SignInProblem } from "./provider.ts";

/** Where the provider leads back to; whoever runs the server tells it this address. */
const RETURN_PATH = "/signin/return";

/** Somebody who signed in. */
export interface SignedIn {
  /** In its final form; null when the provider does not tell. */
  name: string | null;
}

/** Somebody on the way: where to send their browser, and the cookies that it is to keep. */
export interface Step {
  to: string;
  cookies: string[];
}

export interface SignInOptions {
  crypto: ServerCrypto;
  /** Told what whoever runs the server has to change. */
  onWarning: (sentence: string) => void;
}

/** Begins, ends and remembers sign-ins. */
export class SignIn {
  readonly #provider: Provider;
  readonly #cookies: Cookies;

  constructor(settings: ProviderSettings, { crypto, onWarning }: SignInOptions) {
    this.#provider = new Provider(settings, onWarning);
    this.#cookies = new Cookies(crypto);
  }

  /** Who asks; null for everybody who is not signed in. */
  who({ headers }: Pick<Request, "headers">, origin: string): SignedIn | null {
    const session = this.#cookies.read("session", { header: headers.get("cookie"), origin });
    return session && { name: session.name };
  }

  /** The way to the provider. */
  async begin(origin: string): Promise<Step | SignInProblem> {
    const begun = await this.#provider.begin(origin + RETURN_PATH);
    if (typeof begun === "string") return begun;
    return { to: begun.to.href, cookies: [this.#cookies.write("signin", begun.memo, origin)] };
  }

  /** The way home again. Whatever comes of it, the memo is used up. */
  async finish(
    { headers, url }: Pick<Request, "headers" | "url">,
    origin: string,
  ): Promise<Step | SignInProblem> {
    const memo = this.#cookies.read("signin", { header: headers.get("cookie"), origin });
    const { pathname, search } = new URL(url);
    const person = await this.#provider.finish(new URL(pathname + search, origin), memo);
    if (typeof person === "string") return person;
    const name = person.name === null ? null : personName(person.name);
    const session = this.#cookies.write("session", { name }, origin);
    return { to: "/", cookies: [session, this.forgetMemo(origin)] };
  }

  forgetMemo(origin: string): string {
    return this.#cookies.clear("signin", origin);
  }

  /** Signs out here. The provider may go on knowing them. */
  end(origin: string): Step {
    return { to: "/", cookies: [this.#cookies.clear("session", origin)] };
  }
}
