// What an author binds to a chat line, so that the server cannot give it another meaning.
import { MAX_ID } from "../../protocol/limits.ts";

/** Everything that the author of a line states about it. */
export interface MessageBinding {
  /** Random id of the author's page: one chain of lines. */
  page: string;
  /** Place in the chain, from 1 on, and how many of its lines up to this one are messages. */
  n: number;
  said: number;
  /** Hash of the binding before it in the chain; "" for the first one. */
  before: string;
  /** The call it was sent in. */
  call: string;
  /** The author's name. */
  name: string;
  /** The newest message that the author's page knew, and its place in the log. */
  after: { id: string; seq: number } | null;
  kind: "text" | "edited" | "deleted";
  /** Id of the message that it answers. */
  replyTo: string | null;
  /** Id of the message that it edits or deletes. */
  target: string | null;
  /** Hash of the encrypted text; "" for a deletion. */
  digest: string;
  /** Of an edit: 1 for the first one of its message, and so on; else 0. */
  edition: number;
  /** Of a deletion: page and number (`said`) of the message that it takes from the log. */
  gone: { page: string; said: number } | null;
}

/** As the text that is hashed and encrypted. */
export function encodeBinding(bound: MessageBinding): string {
  const { page, n, said, before, call, name, after, kind, replyTo, target, digest } = bound;
  const { edition, gone } = bound;
  return JSON.stringify([
    ...[page, n, said, before, call, name, after && [after.id, after.seq], kind],
    ...[replyTo, target, digest, edition, gone && [gone.page, gone.said]],
  ]);
}

/** Null for what no page of this product writes. */
export function decodeBinding(text: string): MessageBinding | null {
  try {
    const fields: unknown = JSON.parse(text);
    if (!Array.isArray(fields) || fields.length !== 13) return null;
    const [page, n, said, before, call, name, after, kind, replyTo, target, digest, edition, gone] =
      fields;
    const texts = [page, before, call, name, digest].every((one) => isText(one));
    const ids = [replyTo, target].every((one) => one === null || isText(one));
    const counts = [n, said, edition].every((one) => isCount(one));
    if (!texts || !ids || !counts || !isPlace(after) || !isPlace(gone)) return null;
    if (kind !== "text" && kind !== "edited" && kind !== "deleted") return null;
    return {
      ...{ page, n, said, before, call, name, kind, replyTo, target, digest, edition },
      after: after && { id: after[0], seq: after[1] },
      gone: gone && { page: gone[0], said: gone[1] },
    };
  } catch {
    return null; // not written by this product
  }
}

/** A name takes two units a letter at most. */
function isText(value: unknown): boolean {
  return typeof value === "string" && value.length <= 2 * MAX_ID;
}

function isCount(value: unknown): boolean {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}

function isPlace(value: unknown): value is [string, number] | null {
  return value === null ||
    Array.isArray(value) && value.length === 2 && isText(value[0]) && isCount(value[1]);
}
