// The panel or dialog of a row of the table, once it is loaded.
import type { Call, DialogName, PanelName } from "@/call/mod.ts";
import { loadPanels } from "@/components/load_parts.ts";
import { usePart } from "@/components/use_part.ts";
import type { T } from "@/i18n/messages.ts";

interface Props {
  /** Null while none is open. */
  name: PanelName | DialogName | null;
  call: Call;
  t: T;
}

/** Nothing before it is loaded; that begins when the first of them is opened. */
export function Panel({ name, call, t }: Props) {
  const PanelOf = usePart(loadPanels, { wanted: name !== null, pick: (all) => all.PanelOf });
  return PanelOf && name && <PanelOf key={name} name={name} call={call} t={t} />;
}
