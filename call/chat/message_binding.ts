// What an author binds to a chat line, so that the server cannot give it another meaning.
import { MAX_ID } from "../../protocol/limits.ts";
import { type Reaction, REACTIONS } from "../../protocol/reactions.ts";

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
  kind: "text" | "edited" | "deleted" | "reacted";
  /** Id of the message that it answers. */
  replyTo: string | null;
  /** Id of the message that it edits, deletes or reacts to. */
  target: string | null;
  /** Hash of the encrypted text; "" for a deletion or a reaction. */
  digest: string;
  /** Of an edit: 1 for the first one of its message, and so on; grows for a reaction, too; else 0. */
  edition: number;
  /** Of a deletion or reaction: page and number (`said`) of its message; null if it has none. */
  gone: { page: string; said: number } | null;
  /** Of a reaction: which one, and whether the author gives it or takes it back. */
  reaction: ReactionChange | null;
}

/** A reaction given, or taken back (`on` is false). */
export interface ReactionChange {
  reaction: Reaction;
  on: boolean;
}

/** What an edition counts: the edits of a text, or one author's changes of one reaction to it. */
export function editedName(target: string, reaction: ReactionChange | null): string {
  return reaction === null ? target : `${target} ${reaction.reaction}`;
}

/** As the text that is hashed and encrypted. */
export function encodeBinding(bound: MessageBinding): string {
  const { page, n, said, before, call, name, after, kind, replyTo, target, digest } = bound;
  const { edition, gone, reaction } = bound;
  return JSON.stringify([
    ...[page, n, said, before, call, name, after && [after.id, after.seq], kind],
    ...[replyTo, target, digest, edition, gone && [gone.page, gone.said]],
    ...(reaction === null ? [] : [[reaction.reaction, reaction.on]]),
  ]);
}

/** Null for what no page of this product writes. */
export function decodeBinding(text: string): MessageBinding | null {
  try {
    const fields: unknown = JSON.parse(text);
    if (!Array.isArray(fields)) return null;
    const [page, n, said, before, call, name, after, kind, replyTo, target, ...rest] = fields;
    const [digest, edition, gone, given] = rest;
    const reaction = kind === "reacted" ? reactionOf(given) : null;
    if (fields.length !== (reaction === null ? 13 : 14)) return null;
    const texts = [page, before, call, name, digest].every((one) => isText(one));
    const ids = [replyTo, target].every((one) => one === null || isText(one));
    const counts = [n, said, edition].every((one) => isCount(one));
    if (!texts || !ids || !counts || !isPlace(after) || !isPlace(gone)) return null;
    if (!isKind(kind) || (kind === "reacted") !== (reaction !== null)) return null;
    return {
      ...{ page, n, said, before, call, name, kind, replyTo, target, digest, edition, reaction },
      after: after && { id: after[0], seq: after[1] },
      gone: gone && { page: gone[0], said: gone[1] },
    };
  } catch {
    return null; // not written by this product
  }
}

function isKind(value: unknown): value is MessageBinding["kind"] {
  return value === "text" || value === "edited" || value === "deleted" || value === "reacted";
}

function reactionOf(value: unknown): ReactionChange | null {
  if (!Array.isArray(value) || value.length !== 2) return null;
  const [given, on] = value;
  const reaction = REACTIONS.find((known) => known === given);
  return reaction === undefined || typeof on !== "boolean" ? null : { reaction, on };
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
