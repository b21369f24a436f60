// What processes say to each other. They trust each other, but not that nothing is lost on the way.
import * as v from "valibot";
import { ADMIN_OPERATIONS } from "../room_admin.ts";

const id = v.number();

/** One message. `from` and `to` are connections by the numbers that the process at their edge gave them. */
const messageSchema = v.variant("kind", [
  // From the process that has a connection to the one in which its room lives.
  v.object({
    kind: v.literal("call"),
    from: id,
    call: id,
    event: v.string(),
    payload: v.unknown(),
    /** How long it has waited for its room, in milliseconds. */
    waited: v.optional(v.number()),
    /** Who it is; only with events by which a connection comes to a room. */
    who: v.optional(v.object({ address: v.string(), host: v.string() })),
  }),
  v.object({ kind: v.literal("gone"), from: id, how: v.picklist(["lost", "left"]) }),
  v.object({ kind: v.literal("heard"), from: v.array(id) }),
  v.object({
    kind: v.literal("admin"),
    call: id,
    operation: v.picklist(ADMIN_OPERATIONS),
    /** The first one is the room. */
    args: v.array(v.unknown()),
  }),
  // And back.
  v.object({ kind: v.literal("answer"), call: id, result: v.unknown() }),
  v.object({ kind: v.literal("notice"), to: v.array(id), event: v.string(), payload: v.unknown() }),
  v.object({ kind: v.literal("drop"), to: v.array(id) }),
]);

export type Message = v.InferOutput<typeof messageSchema>;

/** What one process sends another at once. */
const batchSchema = v.object({
  process: v.string(),
  /** Names this end of the link; a link that begins anew has a new one. */
  session: v.string(),
  /** The other end's, as far as this one has heard of it; "" before. */
  peer: v.string(),
  /** Counts the batches of a session from 1; 0 for one that only tells that `lost`. */
  number: v.number(),
  /** The session of which a batch is missing: it has to begin anew. */
  lost: v.optional(v.string()),
  messages: v.array(v.unknown()),
});

export type Batch = Omit<v.InferOutput<typeof batchSchema>, "messages"> & { messages: Message[] };

/** Longest text that is read, in letters. */
export const MAX_BATCH = 4_000_000;

/** Null for what is no batch. Messages that only another version knows are left out. */
export function readBatch(text: string): Batch | null {
  if (text.length > MAX_BATCH) return null;
  try {
    const { success, output } = v.safeParse(batchSchema, JSON.parse(text));
    if (!success) return null;
    const messages = output.messages.flatMap((message) => {
      const read = v.safeParse(messageSchema, message);
      return read.success ? [read.output] : [];
    });
    return { ...output, messages };
  } catch {
    return null;
  }
}
