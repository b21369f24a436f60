// The one lobby of a page, and the call that follows it, shared by all its islands.
import { type ReadonlySignal, type Signal, signal } from "@preact/signals";
import { browserPorts } from "@/call/browser/ports.ts";
import { Lobby } from "@/call/lobby.ts";
import type { Call } from "@/call/mod.ts";
import { nullPorts } from "@/call/null_ports.ts";
import { fetchPart } from "@/components/fetch_part.ts";
import { renderInFrames } from "./render_in_frames.ts";

/** The call of this page, and the components that show it. */
export type InCall = Omit<typeof import("./in_call.ts"), "Call"> & { call: Call };

let shared: Lobby | null = null;
const loaded: Signal<InCall | null> = signal(null);
/** What waits for the call. */
const waiting: ((call: Call) => void)[] = [];

/** The call once it is loaded; until then null. */
export const inCall: ReadonlySignal<InCall | null> = loaded;

/**
 * In a browser the page's lobby, made at first use; on the server a new inert one for every render,
 * because a shared one would be seen by all visitors.
 */
export function useLobby(room: string): Lobby {
  if (typeof Deno !== "undefined") return new Lobby(room, nullPorts()); // left out of the page's files
  if (shared !== null) return shared;
  const lobby: Lobby = new Lobby(room, browserPorts(), async () => {
    const isOnline = () => lobby.membership.online.peek();
    const { Call, ...parts } = await fetchPart(() => import("./in_call.ts"), { isOnline });
    const call = new Call(lobby);
    loaded.value = { ...parts, call };
    for (const run of waiting.splice(0)) run(call);
  });
  renderInFrames({
    isHeld: () => lobby.connections.isNegotiating(),
    isSending: () => lobby.membership.phase.peek() === "joining",
  });
  return shared = lobby;
}

/** Does something with the call as soon as it is loaded. */
export function withCall(lobby: Lobby, run: (call: Call) => void): void {
  if (loaded.value !== null) return run(loaded.value.call);
  waiting.push(run);
  lobby.load();
}

/** Somebody who types or points may be about to join: what that needs is fetched meanwhile. */
export function loadWhenTouched(lobby: Lobby): () => void {
  const load = () => lobby.load();
  const signs = ["pointerdown", "pointermove", "keydown", "focusin"];
  for (const sign of signs) document.addEventListener(sign, load, { once: true, passive: true });
  return () => signs.forEach((sign) => document.removeEventListener(sign, load));
}
