// What stands beside the stage: the chat, or the list of people; over everything on a phone.
import "@/i18n/ready.ts";
import { useExtra } from "@/components/load_extras.ts";
import { useT } from "@/i18n/active.ts";
import type { Locale } from "@/i18n/locales.ts";
import { useCall } from "@/hooks/use_call.ts";

interface Props {
  room: string;
  locale: Locale;
}

export default function ChatPanel({ room, locale }: Props) {
  const call = useCall(room);
  const t = useT(locale);
  const panel = call.membership.phase.value === "call" ? call.panels.panel.value : null;
  const Chat = useExtra(panel === "chat", (all) => all.ChatPanel);
  const People = useExtra(panel === "people", (all) => all.PeoplePanel);
  if (panel === "chat") return Chat && <Chat call={call} t={t} />;
  return panel === "people" && People ? <People call={call} t={t} /> : null;
}
