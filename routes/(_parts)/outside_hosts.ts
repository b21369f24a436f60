// Which other servers a call needs, as far as this one is set up to tell browsers of them. Pure.

/** Host names of STUN and TURN servers that are not this server itself. */
export function outsideHosts(
  { stunUrls, turnUrls }: { stunUrls: readonly string[]; turnUrls: readonly string[] },
  own: string,
): string[] {
  const hosts = [...stunUrls, ...turnUrls].map((url) =>
    /^(?:stuns?|turns?):(\[[^\]]*\]|[^:?]*)/i.exec(url)?.[1]?.toLowerCase() ?? url
  );
  return [...new Set(hosts)].filter((host) => host !== own.toLowerCase());
}
