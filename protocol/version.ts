// The version of the protocol, which a page names when it connects.

/** Grows by one with every change after which pages and servers of before do not go together. */
export const PROTOCOL_VERSION = 2;
/** Pages of before it was named say nothing; they speak this one. */
const UNNAMED_VERSION = 1;
/** The server refuses pages of another version with this; a reload brings the right one. */
export const OUTDATED = "outdated";

/** Whether what a page says of itself in Socket.IO's `auth` names our version. */
export function speaksOurVersion(auth: unknown): boolean {
  const { protocol = UNNAMED_VERSION } = (auth ?? {}) as { protocol?: unknown };
  return protocol === PROTOCOL_VERSION;
}
