// Authenticates descriptions with the room's key, so that a server cannot replace them on the way.
import type { Secrets } from "../ports.ts";
import { deriveKey, encode, type Purpose } from "./derive_key.ts";
import { fromText, toText } from "./base64url.ts";

/**
 * What is known of a description. "proven": its sender has the room's key. "forged": its proof is
 * wrong. "unproven": it has no proof, but this page has a key. "keyed": it has a proof, but this page
 * has no key. "open": neither side has a key.
 */
export type PeerVerification = "proven" | "forged" | "unproven" | "keyed" | "open";

const PROOF: Purpose = {
  info: "juz proof",
  algorithm: { name: "HMAC", hash: "SHA-256", length: 256 },
  usages: ["sign", "verify"],
};

/** A description with its proof. */
export interface AuthenticatedDescription {
  sdp: string;
  proof?: string;
}

export interface DescriptionAuthenticatorOptions {
  secrets: Secrets;
  room: string;
  /** The room's key from the link. */
  key: () => string | null;
  /** Own member id. */
  self: () => string | null;
}

/** Whether a connection may use a description with this verification. */
export function isTrusted(verification: PeerVerification): boolean {
  return verification === "proven" || verification === "open";
}

/**
 * The proof covers the whole description, and with it the fingerprints of the keys that encrypt the
 * media: the server cannot replace them. It also covers both member ids, so it is of no use to another
 * receiver, nor when it is sent back to its sender.
 */
export class DescriptionAuthenticator {
  readonly #options: DescriptionAuthenticatorOptions;
  #made: { key: string; mac: Promise<CryptoKey> } | null = null;

  constructor(options: DescriptionAuthenticatorOptions) {
    this.#options = options;
  }

  /** The proof of an own description; null without a key. */
  async sign(sdp: string, to: string): Promise<string | null> {
    const mac = this.#mac();
    const { secrets: { subtle }, self } = this.#options;
    if (mac === null || subtle === null) return null;
    const proof = await subtle.sign("HMAC", await mac, this.#said({ sdp, from: self(), to }));
    return toText(new Uint8Array(proof));
  }

  async verify({ sdp, proof }: AuthenticatedDescription, from: string): Promise<PeerVerification> {
    if (this.#options.key() === null) return proof === undefined ? "open" : "keyed";
    const mac = this.#mac();
    const { secrets: { subtle }, self } = this.#options;
    if (proof === undefined || mac === null || subtle === null) return "unproven";
    const shown = fromText(proof);
    const said = this.#said({ sdp, from, to: self() });
    const right = shown !== null && await subtle.verify("HMAC", await mac, shown, said);
    return right ? "proven" : "forged";
  }

  #mac(): Promise<CryptoKey> | null {
    const key = this.#options.key();
    const { subtle } = this.#options.secrets;
    if (key === null || subtle === null) return null;
    if (this.#made?.key !== key) {
      const made = { key, mac: deriveKey(subtle, { key, purpose: PROOF }) };
      this.#made = made;
      made.mac.catch(() => this.#made === made && (this.#made = null)); // the next use derives it again
    }
    return this.#made.mac;
  }

  #said({ sdp, from, to }: { sdp: string; from: string | null; to: string | null }) {
    return encode(JSON.stringify(["juz description", this.#options.room, from, to, sdp]));
  }
}
