// Which machines of a provider this server has to reach, and may not yet.

/** Addresses in a provider's own description that are asked by this server, not by browsers. */
const ASKED = ["token_endpoint", "userinfo_endpoint", "jwks_uri"] as const;

/** A provider's description of itself (OpenID Connect Discovery 1.0, 3). */
export type Description = Readonly<Partial<Record<typeof ASKED[number], string>>>;

/** Hosts that the provider answers from, and that the settings do not name. */
export function missingHosts(
  description: Description,
  { issuer, hosts }: { issuer: string; hosts: readonly string[] },
): string[] {
  const known = new Set([hostOf(issuer), ...hosts.map((host) => hostOf(`https://${host}`))]);
  const asked = ASKED.flatMap((name) => hostOf(description[name] ?? "") ?? []);
  return [...new Set(asked)].filter((host) => !known.has(host));
}

/** "example.org" or "example.org:8443"; null for what is no address. */
function hostOf(address: string): string | null {
  return URL.parse(address)?.host ?? null;
}
