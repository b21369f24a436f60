// The title of the tab: how many are in the call, who waits to be let in, unread messages, whether a hand is up, which room.
import { useEffect } from "preact/hooks";
import type { Call } from "@/call/mod.ts";
import type { T } from "@/i18n/messages.ts";

/** Keeps the title true while the page is a call. */
export function useTitle(call: Call, t: T): void {
  const room = call.title.shown.value;
  const { chat, membership: { members, phase, self, watched } } = call;
  const unread = phase.value === "call" ? chat.unread.value : 0;
  const hand = members.value.some((member) => member.hand !== null && member.id !== self.value);
  // From outside one is told only where the room is open to everybody.
  const outside = phase.value === "lobby" ? watched.value?.count ?? 0 : 0;
  const inside = phase.value === "call" ? call.membership.count.value : outside;
  const waiting = call.moderation.waiting.value.length;
  useEffect(() => {
    const plain = inside > 0 ? t("title.call", { n: inside, room }) : t("title.room", { room });
    const counted = unread > 0 ? t("title.unread", { n: unread, title: plain }) : plain;
    const raised = hand ? t("title.hand", { title: counted }) : counted;
    document.title = waiting > 0 ? t("title.knock", { n: waiting, title: raised }) : raised;
  }, [room, unread, hand, waiting, inside, t]);
}
