// Where ctx.redirect() may lead.

/**
 * The value of a Location header. A path stays on this host: browsers read `//x` and `/\x` as
 * another host and skip tabs and line breaks, so leading slashes are made one and all that is not
 * printable ASCII is escaped (a header could not hold it anyway).
 */
export function safeLocation(to: string): string {
  return to.replace(/^[/\\]+/, "/")
    .replace(/[^\u0021-\u007e]+/gu, (part) => encodeURIComponent(part.toWellFormed()));
}
