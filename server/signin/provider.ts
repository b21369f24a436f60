// The provider of OpenID Connect that says who somebody is: authorization code, PKCE, state, nonce.
import type * as Client from "openid-client";
import type { Configuration } from "openid-client";
import { missingHosts } from "./provider_hosts.ts";

/** How the provider knows this server; see `OIDC_…` of server/config/read_config.ts. */
export interface ProviderSettings {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Other machines of the provider that may be asked. */
  readonly hosts: readonly string[];
}

/** What this browser has to bring back, so that nobody signs it in by an answer of their own. */
export interface Memo {
  state: string;
  nonce: string;
  verifier: string;
}

/**
 * Why somebody is not signed in. "declined": they or the provider would not. "stale": this browser
 * has not begun it, or too long ago. "refused": the provider's answer is not genuine.
 */
export type SignInProblem = "declined" | "stale" | "refused" | "unreachable";

/** What is known of who signed in. */
export interface Person {
  /** As the provider writes it; null when it does not tell. */
  name: string | null;
}

const SCOPE = "openid profile";
/** How long the provider may take to answer, in seconds. */
const TIMEOUT_S = 8;

/** Asks the provider. The library is loaded, and the provider looked up, when first needed. */
export class Provider {
  readonly #settings: ProviderSettings;
  readonly #onWarning: (sentence: string) => void;
  #ready: Promise<{ client: typeof Client; config: Configuration }> | null = null;

  /** `onWarning` is told what whoever runs the server has to change. */
  constructor(settings: ProviderSettings, onWarning: (sentence: string) => void) {
    this.#settings = settings;
    this.#onWarning = onWarning;
  }

  /** Where to send a browser, and what it has to keep meanwhile. */
  async begin(redirect: string): Promise<{ to: URL; memo: Memo } | SignInProblem> {
    const ready = await this.#discover();
    if (ready === null) return "unreachable";
    const { client, config } = ready;
    const memo = {
      state: client.randomState(),
      nonce: client.randomNonce(),
      verifier: client.randomPKCECodeVerifier(),
    };
    const to = client.buildAuthorizationUrl(config, {
      redirect_uri: redirect,
      scope: SCOPE,
      state: memo.state,
      nonce: memo.nonce,
      code_challenge: await client.calculatePKCECodeChallenge(memo.verifier),
      code_challenge_method: "S256",
    });
    return { to, memo };
  }

  /** Who came back to this address, with which memo. */
  async finish(url: URL, memo: Memo | null): Promise<Person | SignInProblem> {
    if (memo === null || url.searchParams.get("state") !== memo.state) return "stale";
    const ready = await this.#discover();
    if (ready === null) return "unreachable";
    const { client, config } = ready;
    try {
      const tokens = await client.authorizationCodeGrant(config, url, {
        pkceCodeVerifier: memo.verifier,
        expectedState: memo.state,
        expectedNonce: memo.nonce,
        idTokenExpected: true,
      });
      const claims = tokens.claims();
      if (claims === undefined) return "refused";
      const told = nameIn(claims) ??
        nameIn(
          await client.fetchUserInfo(config, tokens.access_token, claims.sub).catch(() => ({})),
        );
      return { name: told };
    } catch (error) {
      return problemOf(client, error);
    }
  }

  async #discover() {
    this.#ready ??= this.#lookUp();
    try {
      return await this.#ready;
    } catch {
      this.#ready = null; // it may be back at the next try
      return null;
    }
  }

  async #lookUp() {
    const found = await discover(this.#settings);
    const missing = missingHosts(found.config.serverMetadata(), this.#settings);
    if (missing.length > 0) {
      this.#onWarning(
        `OIDC_HOSTS must name ${missing.join(",")}: the provider answers from there.`,
      );
    }
    return found;
  }
}

async function discover({ issuer, clientId, clientSecret }: ProviderSettings) {
  const client = await import("openid-client");
  const url = new URL(issuer);
  const config = await client.discovery(url, clientId, clientSecret, undefined, {
    timeout: TIMEOUT_S,
    execute: [
      client.enableNonRepudiationChecks, // the token's signature, though TLS vouches for it as well
      ...(url.protocol === "http:" ? [client.allowInsecureRequests] : []), // on this machine only
    ],
  });
  return { client, config };
}

function problemOf(client: typeof Client, error: unknown): SignInProblem {
  if (error instanceof client.AuthorizationResponseError) {
    return error.error === "access_denied" ? "declined" : "refused";
  }
  return isFromNetwork(error) ? "unreachable" : "refused";
}

/** `fetch` fails with a TypeError or a TimeoutError, and where it may not go with NotCapable. */
function isFromNetwork(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { name, cause } = error;
  const wraps = cause instanceof Error && !(cause instanceof TypeError) && isFromNetwork(cause);
  return name === "TimeoutError" || name === "NotCapable" || wraps ||
    (error instanceof TypeError && !("code" in error) && !(cause instanceof Response));
}

function nameIn(claims: Readonly<Record<string, unknown>>): string | null {
  for (const key of ["name", "nickname", "preferred_username", "given_name"]) {
    const value = claims[key];
    if (typeof value === "string" && value.trim() !== "") return value;
  }
  return null;
}
