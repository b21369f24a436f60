// What stands beside the stage: one of the panels of the table; over everything on a phone.
import "@/i18n/ready.ts";
import { useT } from "@/i18n/active.ts";
import type { Locale } from "@/i18n/locales.ts";
import { Panel } from "@/hooks/Panel.tsx";
import { useCall } from "@/hooks/use_call.ts";
import { useFocusBack } from "@/hooks/use_focus_back.ts";

interface Props {
  room: string;
  locale: Locale;
}

export default function SidePanel({ room, locale }: Props) {
  const call = useCall(room);
  const t = useT(locale);
  const inCall = call.membership.phase.value === "call";
  const name = inCall ? call.panels.panel.value : null;
  useFocusBack(name !== null);
  return <Panel name={name} call={call} t={t} />;
}
