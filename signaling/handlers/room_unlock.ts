// room:unlock: somebody outside says the password of a room.
import { isPassword } from "../estates/passwords.ts";
import type { Handler } from "./handler.ts";

/** Remembers for this socket that it was right. Slow on purpose, but not for others. */
export const roomUnlock: Handler<"room:unlock"> = async ({ hub, sender }, { room, password }) => {
  const { registry, passwords } = hub.reception;
  const kept = registry.of(room)?.password ?? null;
  if (kept === null || sender.unlocked === kept) return {};
  const who = { room, address: sender.address };
  if (!passwords.take(who, hub.steady())) return "too-fast";
  const right = await isPassword(password, { kept, by: sender.address });
  if (right === null) {
    passwords.giveBack(who, hub.steady());
    return "too-fast";
  }
  if (!right) return "wrong-password";
  passwords.giveBack(who, hub.steady());
  sender.unlocked = kept;
  return {};
};
