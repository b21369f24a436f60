// The body of a request: read only as far as it may go, and taken literally.
import { Buffer } from "node:buffer";
import * as v from "valibot";
import { Refusal } from "./errors.ts";
import { type ShapeName, SHAPES } from "./shapes.ts";

/** Bytes of a body; the largest that makes sense is a password. */
export const MAX_BODY_BYTES = 4_096;

/** The value of this shape that a request carries, or why there is none. */
export async function readBody(request: Request, shape: ShapeName): Promise<unknown> {
  const type = request.headers.get("content-type") ?? "";
  if (!/^application\/json\s*(;|$)/i.test(type)) return new Refusal("not-json");
  const text = await readText(request);
  if (text === null) return new Refusal("too-large");
  const value = parse(text);
  if (value === undefined) return new Refusal("not-json");
  const schema: v.GenericSchema = SHAPES[shape];
  const { success, output, issues } = v.safeParse(schema, value, { abortEarly: true });
  if (success) return output;
  return new Refusal("invalid", v.getDotPath(issues[0]));
}

async function readText(request: Request): Promise<string | null> {
  if (Number(request.headers.get("content-length") ?? 0) > MAX_BODY_BYTES) return null;
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of request.body ?? []) { // leaving the loop cancels the rest
    bytes += part.byteLength;
    if (bytes > MAX_BODY_BYTES) return null;
    parts.push(part);
  }
  return Buffer.concat(parts).toString("utf8");
}

/** Undefined is no JSON value. An empty body is an empty object, as many programs send none. */
function parse(text: string): unknown {
  try {
    return text === "" ? {} : JSON.parse(text);
  } catch {
    return undefined;
  }
}
