// An owned room with people in it: real calls against the real room directory.
import assert from "node:assert/strict";
import { HistoryAudit } from "@/call/chat/history_audit.ts";
import { newKey, suffixOf } from "@/signaling/access/host_keys.ts";
import { settled } from "../../fakes/random.ts";
import { type Person, Town } from "../../fakes/client_world.ts";

/** A town with an owned room and its host inside, who came by the host's link and what `more` carries. */
export async function house(
  more = "",
): Promise<{ town: Town; room: string; key: string; host: Person }> {
  const town = new Town();
  const key = newKey();
  const room = `ala-too-${suffixOf(key)}`;
  const host = await enter(town, room, {
    name: "Асан",
    fragment: `#host=${key}${more}`,
    paths: true,
  });
  return { town, room, key, host };
}

/** Somebody opens a page of the room, and joins. */
export async function enter(
  town: Town,
  room: string,
  { name, ...options }: { name: string } & Parameters<Town["open"]>[1],
): Promise<Person> {
  const person = town.open(room, options);
  person.call.chat.encryption.examine((hashOf) => new HistoryAudit(hashOf));
  await settled();
  person.call.membership.join(name);
  await settled();
  return person;
}

/** Where somebody is. */
export function phase({ call }: Person): string {
  return call.membership.phase.value;
}

/** Somebody's id in the room. */
export function idOf({ call }: Person): string {
  const id = call.membership.self.value;
  assert.ok(id);
  return id;
}

/** Kinds of the notifications that somebody sees. */
export function told({ call }: Person): string[] {
  return call.notifications.toasts.list.value.map(({ notification }) => notification.kind);
}
