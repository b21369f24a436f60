// Where ctx.redirect() may lead.

/**
 * The value of a Location header. A path stays on this host: browsers read `//x`, `/\x` and
 * `/<tab>/x` as another one, so leading slashes are made one and control characters dropped.
 */
export function safeLocation(to: string): string {
  // deno-lint-ignore no-control-regex
  const clean = to.replace(/[\u0000-\u001f\u007f]/g, "").trim();
  const local = /^[/\\]/.test(clean) ? clean.replace(/^[/\\]+/, "/") : clean;
  // Headers are Latin-1: a path may well hold other letters.
  return local.replace(
    /[^\u0021-\u007e]+/gu,
    (part) => encodeURIComponent(part.toWellFormed()),
  );
}
