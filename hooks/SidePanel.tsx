// What stands beside the stage: one of the panels of the table; over everything on a phone.
import type { OfCall } from "@/components/base/bound.tsx";
import { Panel } from "./Panel.tsx";
import { useFocusBack } from "./use_focus_back.ts";

export function SidePanel({ call, t }: OfCall) {
  const isRunning = call.membership.phase.value === "call";
  const name = isRunning ? call.panels.panel.value : null;
  useFocusBack(name !== null);
  return <Panel name={name} call={call} t={t} />;
}
