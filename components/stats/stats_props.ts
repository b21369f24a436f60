// What the dialog on traffic gets from the call.
import type { Call } from "@/call/mod.ts";
import type { T } from "@/i18n/messages.ts";
import { surroundings } from "../base/save_text.ts";
import type { StatsDialogProps } from "./StatsDialog.tsx";

export function statsDialogProps(
  { connections, membership, network, panels, preferences, transport }: Call,
  t: T,
): StatsDialogProps {
  const traffic = connections.traffic.value;
  const others = membership.members.value.filter(({ id }) => id !== membership.self.value);
  const sum = (key: "up" | "down") =>
    [...traffic.values()].reduce((total, bytes) => total + bytes[key], 0);
  return {
    total: { up: sum("up"), down: sum("down") },
    people: others.map(({ id, name }) => ({
      ...{ id, name },
      ...traffic.get(id) ?? { up: 0, down: 0 },
      quality: connections.qualities.value.get(id) ?? "good",
      cause: connections.causes.value.get(id) ?? null,
    })),
    report: (id) => transport.report(id),
    price: preferences.settings.value.megabytePrice,
    budget: network.traffic.budget.value,
    onBudget: (plan) => network.traffic.setBudget(plan),
    onReport: () => network.callHistory.report(surroundings()),
    onClose: () => panels.closeDialog(),
    t,
  };
}
