// Changes to static files on their way into a build.

/** A static file as a transform sees it: its path ("/styles.css") and its content. */
export interface TransformArgs {
  path: string;
  content: Uint8Array;
  text: string;
}

/** Gives the new content of a file, or nothing to leave it as it is. */
export type TransformFn = (
  args: TransformArgs,
) => TransformResult | undefined | Promise<TransformResult | undefined>;

/** What a transform makes of a file. */
export interface TransformResult {
  content: string | Uint8Array;
}

/** A transform and the paths it is for. */
export interface Transform {
  filter: RegExp;
  fn: TransformFn;
}

/** Runs all transforms that are for `path`, one on the other's result. */
export async function applyTransforms(
  transforms: Transform[],
  path: string,
  raw: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array<ArrayBuffer>> {
  let content = raw;
  for (const { filter, fn } of transforms) {
    if (path.search(filter) < 0) continue; // not test(): a global expression would remember
    const result = await fn({ path, content, text: new TextDecoder().decode(content) });
    if (result === undefined) continue;
    const made = result.content;
    content = typeof made === "string" ? new TextEncoder().encode(made) : new Uint8Array(made);
  }
  return content;
}
