// A real OpenID Connect provider in this process (npm oidc-provider), and a way to make it lie.
import { createServer, type Server } from "node:http";
import { exportJWK, generateKeyPair, SignJWT } from "@/tests/packages/jose.ts";
import Provider from "@/tests/packages/oidc_provider.ts";

export const CLIENT = { id: "juz", secret: "a secret between the two of them" };
const NAME = "Айгүл Осмонова";

// It says at length that these settings are for trying out, which is what they are for.
console.info = console.warn = () => {};

/** Claims of an ID token. */
export type Claims = Record<string, unknown>;

/** What the next ID tokens are to be instead. */
export type Lie =
  | { kind: "none" }
  /** Signed by the provider, with other claims. */
  | { kind: "claims"; change: (claims: Claims) => Claims }
  /** The same claims, signed by somebody else under the provider's key id. */
  | { kind: "key" }
  /** Not signed at all. */
  | { kind: "unsigned" };

/** What the provider, which has no types, hands from one middleware to the next. */
interface PassedRequest {
  path: string;
  body?: { id_token?: string };
}

/** A running provider. */
export interface RealProvider {
  issuer: string;
  lie: Lie;
  close(): Promise<void>;
}

/** Starts one that knows a single client, which may come back to `redirect`. */
export async function startProvider(
  { port, redirect }: { port: number; redirect: string },
): Promise<RealProvider> {
  const issuer = `http://127.0.0.1:${port}`;
  const keys = await generateKeyPair("RS256", { extractable: true });
  const strangers = await generateKeyPair("RS256");
  const jwk = { ...await exportJWK(keys.privateKey), kid: "one", alg: "RS256", use: "sig" };
  const provider = new Provider(issuer, {
    clients: [{ client_id: CLIENT.id, client_secret: CLIENT.secret, redirect_uris: [redirect] }],
    cookies: { keys: ["a key of the tests"] },
    jwks: { keys: [jwk] },
    claims: { openid: ["sub"], profile: ["name"] },
    findAccount: (_: unknown, id: string) => ({
      accountId: id,
      claims: () => ({ sub: id, name: NAME }),
    }),
  });
  const real: RealProvider = { issuer, lie: { kind: "none" }, close: () => closed(server) };
  const forge = async (token: string): Promise<string> => {
    const claims: Claims = JSON.parse(atobUrl(token.split(".")[1] ?? ""));
    const header = { alg: "RS256", kid: "one" };
    switch (real.lie.kind) {
      case "none":
        return token;
      case "claims":
        return await new SignJWT(real.lie.change(claims)).setProtectedHeader(header)
          .sign(keys.privateKey);
      case "key":
        return await new SignJWT(claims).setProtectedHeader(header).sign(strangers.privateKey);
      case "unsigned":
        return `${btoaUrl('{"alg":"none"}')}.${btoaUrl(JSON.stringify(claims))}.`;
    }
  };
  provider.use(async (ctx: PassedRequest, next: () => Promise<void>) => {
    await next();
    const { path, body } = ctx;
    if (path === "/token" && body?.id_token) body.id_token = await forge(body.id_token);
  });
  const server = createServer(provider.callback());
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  return real;
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

function atobUrl(text: string): string {
  return new TextDecoder().decode(Uint8Array.fromBase64(text, { alphabet: "base64url" }));
}

function btoaUrl(text: string): string {
  return new TextEncoder().encode(text).toBase64({ alphabet: "base64url", omitPadding: true });
}
