// What a browser keeps of a sign-in: sealed by this server, so that it can neither be read nor made up.
import * as v from "valibot";
import type { ServerCrypto } from "../../signaling/mod.ts";

/** A host's session lasts so long, in seconds: it is needed to make a room, not to be in one. */
export const SESSION_S = 3_600;
/** A sign-in may take so long, in seconds. */
export const MEMO_S = 600;

const FORMS = {
  session: v.strictObject({ name: v.nullable(v.string()), until: v.number() }),
  signin: v.strictObject({
    state: v.string(),
    nonce: v.string(),
    verifier: v.string(),
    until: v.number(),
  }),
} as const;

type Kind = keyof typeof FORMS;
type Kept<K extends Kind> = Omit<v.InferOutput<typeof FORMS[K]>, "until">;

const NAMES: Record<Kind, string> = { session: "juz_host", signin: "juz_signin" };
const LIFE_S: Record<Kind, number> = { session: SESSION_S, signin: MEMO_S };

/** Writes and reads the two cookies. `now` is in milliseconds since 1970. */
export class Cookies {
  readonly #crypto: ServerCrypto;
  readonly #now: () => number;

  constructor(crypto: ServerCrypto, now: () => number = Date.now) {
    this.#crypto = crypto;
    this.#now = now;
  }

  /** The value of a Set-Cookie header. */
  write<K extends Kind>(kind: K, value: Kept<K>, origin: string): string {
    const until = this.#now() + LIFE_S[kind] * 1_000;
    return cookie(kind, {
      origin,
      text: this.#crypto.seal(kind, { ...value, until }),
      life: LIFE_S[kind],
    });
  }

  /** The one that makes the browser forget it. */
  clear(kind: Kind, origin: string): string {
    return cookie(kind, { origin, text: "", life: 0 });
  }

  /** What a request brings; null when it is not ours, too old, or not there. */
  read<K extends Kind>(
    kind: K,
    { header, origin }: { header: string | null; origin: string },
  ): v.InferOutput<typeof FORMS[K]> | null {
    const pairs = (header ?? "").split(";").map((pair) => pair.trim().split("="));
    for (const [name = "", text = ""] of pairs) {
      if (name !== nameOf(kind, origin)) continue;
      const { success, output } = v.safeParse(FORMS[kind], this.#crypto.open(kind, text));
      if (success && output.until > this.#now()) return output;
    }
    return null;
  }
}

/** The prefix keeps other servers of the same domain from planting one; it needs https. */
function nameOf(kind: Kind, origin: string): string {
  return `${origin.startsWith("https:") ? "__Host-" : ""}${NAMES[kind]}`;
}

// In the place of setCookie() of @std/http/cookie, which is on JSR only.
/** Lax: sent when the provider leads back, and not with a form of another page. */
function cookie(
  kind: Kind,
  { origin, text, life }: { origin: string; text: string; life: number },
): string {
  const secure = origin.startsWith("https:") ? "; Secure" : "";
  const name = nameOf(kind, origin);
  return `${name}=${text}; Path=/; Max-Age=${life}; HttpOnly; SameSite=Lax${secure}`;
}
