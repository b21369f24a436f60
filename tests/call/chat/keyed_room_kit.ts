// People in a room with a key, who look at whether the server is honest.
import { chatPanelStateOf } from "@/call/chat/chat_panel.ts";
import { HistoryAudit } from "@/call/chat/history_audit.ts";
import type { Message } from "@/call/mod.ts";
import type { Store } from "@/call/ports.ts";
import type { Person, Town } from "../../fakes/client_world.ts";
import { settled } from "../../fakes/random.ts";

const KEY = "2bWq7C0yJm5kq3d9ZxT1Aw";

/** A person who joins, or returns with the store of an earlier page. */
export async function enter(
  town: Town,
  name: string,
  options: { store?: Store } = {},
): Promise<Person> {
  const person = town.open("room1", { fragment: `#k=${KEY}`, paths: true, ...options });
  person.call.chat.encryption.examine((hashOf) => new HistoryAudit(hashOf));
  await settled();
  if (person.call.membership.phase.value === "lobby") person.call.membership.join(name);
  await settled();
  return person;
}

/** The messages as this person reads them. */
export function messages({ call }: Person): Message[] {
  return chatPanelStateOf(call.chat).conversation.value.flatMap((entry) =>
    entry.kind === "message" ? [entry] : []
  );
}
