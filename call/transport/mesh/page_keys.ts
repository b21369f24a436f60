// The keys that the pages of a call encrypt with, as far as the connections have told them.
import type { PageKey } from "../transport.ts";

/** Fingerprints at both ends of one connection; null while they are not known. */
export interface ConnectionKeys {
  readonly own: string | null;
  readonly theirs: string | null;
}

/**
 * Fingerprints by page, out of the connections by member id. Null while this page's own is not
 * known, or if its connections do not all use the same key.
 */
export function pageKeys(
  connections: readonly (readonly [id: string, keys: ConnectionKeys])[],
  self: string,
): PageKey[] | null {
  const [own, ...others] = new Set(connections.map(([, keys]) => keys.own));
  if (!own || others.length > 0) return null;
  return [
    { id: self, fingerprint: own },
    ...connections.flatMap(([id, { theirs }]) => theirs ? [{ id, fingerprint: theirs }] : []),
  ];
}
