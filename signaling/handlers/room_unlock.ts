// room:unlock: somebody outside says the password of a room.
import { isPassword } from "../access/passwords.ts";
import type { AnyoneHandler } from "./handler.ts";

/** Remembers for this socket that it was right. Slow on purpose, but not for others. */
export const roomUnlock: AnyoneHandler<"room:unlock"> = async (
  { directory, sender },
  { room, password },
) => {
  const { accessStore, passwords } = directory.admission;
  const kept = accessStore.of(room)?.password ?? null;
  if (kept === null || sender.unlocked === kept) return {};
  const who = { room, address: sender.address };
  if (!passwords.take(who, directory.steady())) return "too-fast";
  const right = await isPassword(password, { kept, by: sender.address });
  if (right === null) {
    passwords.giveBack(who, directory.steady());
    return "too-fast";
  }
  if (!right) return "wrong-password";
  passwords.giveBack(who, directory.steady());
  sender.unlocked = kept;
  return {};
};
