// The title of the tab: who waits to be let in, unread messages, whether a hand is up, which room.
import { useEffect } from "preact/hooks";
import type { Call } from "@/call/mod.ts";
import type { T } from "@/i18n/messages.ts";

/** Keeps the title true while the page is a call. */
export function useTitle(call: Call, room: string, t: T): void {
  const { chat, room: { members, phase, self } } = call.model;
  const unread = phase.value === "call" ? chat.unread.value : 0;
  const hand = members.value.some((member) => member.hand !== null && member.id !== self.value);
  const waiting = call.host.waiting.value.length;
  useEffect(() => {
    const plain = t("title.room", { room });
    const counted = unread > 0 ? t("title.unread", { n: unread, title: plain }) : plain;
    const raised = hand ? t("title.hand", { title: counted }) : counted;
    document.title = waiting > 0 ? t("title.knock", { n: waiting, title: raised }) : raised;
  }, [unread, hand, waiting, t]);
}
