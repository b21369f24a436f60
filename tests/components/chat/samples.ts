// A message and what every message is given, to be changed where a test needs it otherwise.
import type { Message } from "@/call/mod.ts";
import type { MessageContext } from "@/components/chat/MessageMenu.tsx";
import type { T } from "@/i18n/messages.ts";
import type { Intents } from "../kit/mod.ts";

/** What Асан said in 2023. */
export function message(changes: Partial<Message> = {}): Message {
  return {
    kind: "message",
    id: "1",
    from: { id: "b", name: "Асан" },
    at: 1_700_000_000_000,
    text: "Салам https://juz.example",
    edited: false,
    replyTo: null,
    reactions: [],
    ...changes,
  };
}

/** Seen by a guest with the id "me". */
export function context(t: T, intents: Intents): MessageContext {
  return {
    self: "me",
    moderates: false,
    intents: {
      react: intents.note("react"),
      reply: intents.note("reply"),
      edit: intents.note("edit"),
      delete: intents.note("delete"),
      copy: intents.note("copy"),
    },
    fileLine: ({ name }) => `file ${name}`,
    t,
  };
}
