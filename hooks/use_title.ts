// The title of the tab: how many are in the call, who waits to be let in, unread messages, whether a hand is up, which room.
import { useEffect } from "preact/hooks";
import type { Lobby } from "@/call/lobby.ts";
import type { Call } from "@/call/mod.ts";
import type { T } from "@/i18n/messages.ts";

/** Keeps the title true; `call` is null before it is loaded. */
export function useTitle(lobby: Lobby, { call, t }: { call: Call | null; t: T }): void {
  const room = lobby.title.shown.value;
  const { members, phase, self, watched, count } = lobby.membership;
  const unread = phase.value === "call" ? call?.chat.unread.value ?? 0 : 0;
  const hand = members.value.some((member) => member.hand !== null && member.id !== self.value);
  // From outside one is told only where the room is open to everybody.
  const outside = phase.value === "lobby" ? watched.value?.count ?? 0 : 0;
  const inside = phase.value === "call" ? count.value : outside;
  const waiting = call?.moderation.waiting.value.length ?? 0;
  useEffect(() => {
    const plain = inside > 0 ? t("title.call", { n: inside, room }) : t("title.room", { room });
    const counted = unread > 0 ? t("title.unread", { n: unread, title: plain }) : plain;
    const raised = hand ? t("title.hand", { title: counted }) : counted;
    document.title = waiting > 0 ? t("title.knock", { n: waiting, title: raised }) : raised;
  }, [room, unread, hand, waiting, inside, t]);
}
