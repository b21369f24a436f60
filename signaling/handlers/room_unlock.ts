// room:unlock: a person before a room enters its password.
import { isPassword } from "../access/passwords.ts";
import type { AnyoneHandler } from "./handler.ts";

/** Remembers for this connection that it was right. Hashing is slow on purpose, but holds nobody else up. */
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
