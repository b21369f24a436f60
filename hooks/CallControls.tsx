// The call's bar, its keys and its dialogs; settings also before the call.
import type { RefObject } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { OfCall } from "@/components/base/bound.tsx";
import { openPopover } from "@/components/base/guarded_calls.ts";
import { controlBarProps } from "@/components/controls/control_bar_props.ts";
import { ControlBar } from "@/components/controls/ControlBar.tsx";
import { loadExtras, loadPanels, useExtra } from "@/components/load_parts.ts";
import { canFloat } from "@/components/pip/pip_support.ts";
import type { Call } from "@/call/mod.ts";
import type { T } from "@/i18n/messages.ts";
import { hasCallScreen } from "./use_call_screen.ts";
import { type KeyTargets, useKeys } from "./use_keys.ts";
import { Panel } from "./Panel.tsx";

/** By then a call goes on by itself; a panel opens also while the server is away, in milliseconds. */
const PANELS_LATER_MS = 15_000;

function loadAllPanels(): void {
  loadPanels().then(({ loadCode }) => loadCode()).catch(reportError);
}

export function CallControls({ call, t }: OfCall) {
  return (
    <>
      {hasCallScreen(call) && <Running call={call} t={t} />}
      <Panel name={call.panels.dialog.value} call={call} t={t} />
    </>
  );
}

function Running({ call, t }: OfCall) {
  const reactions = useRef<HTMLDivElement>(null);
  const isSettled = call.settled.value;
  // While its server is surely the one that this page came from.
  useEffect(() => {
    if (!isSettled) return;
    void loadExtras();
    const later = setTimeout(loadAllPanels, PANELS_LATER_MS);
    return () => clearTimeout(later);
  }, [isSettled]);
  // Only a browser renders a call that is running, so it can be asked at once.
  const onFloat = canFloat()
    ? () => void loadExtras().then(({ toggleFloat }) => toggleFloat(call, t)).catch(reportError)
    : null;
  useKeys(call, { onFloat, reactions });
  return <Bar call={call} onFloat={onFloat} reactions={reactions} t={t} />;
}

interface BarProps extends KeyTargets {
  call: Call;
  reactions: RefObject<HTMLDivElement>;
  t: T;
}

/** By itself: what the bar shows changes often, and must not bind the keys anew. */
function Bar({ call, onFloat, reactions, t }: BarProps) {
  const isSettled = call.settled.value;
  const Mic = useExtra(isSettled, (all) => all.MicItems);
  const Camera = useExtra(isSettled, (all) => all.CameraItems);
  const More = useExtra(isSettled, (all) => all.MoreItems);
  const onReactions = () => openPopover(reactions.current);
  const items = {
    mic: Mic && <Mic call={call} t={t} />,
    camera: Camera && <Camera call={call} t={t} />,
    more: More && <More call={call} t={t} onFloat={onFloat} onReactions={onReactions} />,
  };
  return <ControlBar {...controlBarProps(call)} reactions={reactions} items={items} t={t} />;
}
