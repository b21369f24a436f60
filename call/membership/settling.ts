// The busy moment after joining: what nobody waits for comes when it is over.
import { type ReadonlySignal, signal } from "@preact/signals-core";
import type { Clock, PagePort } from "../ports.ts";
import type { Scope } from "../scope.ts";
import type { Connections } from "../transport/connections.ts";
import type { View } from "../view.ts";
import type { MembershipState } from "./membership_state.ts";

/** From a connection to its first picture, in milliseconds. */
const PICTURE_MS = 500;
/** Whoever is not connected by then keeps nobody waiting, in milliseconds. */
const LATEST_MS = 1_500;

export interface SettlingOptions {
  clock: Pick<Clock, "after">;
  page: Pick<PagePort, "onInput">;
  membership: View<MembershipState>;
  connections: View<Connections>;
}

/**
 * False before a call and while its first connections come about; then true until it ends. It is over
 * at once when the person presses anything: menus must not be empty.
 */
export function settling(
  scope: Scope,
  { clock, page, membership, connections }: SettlingOptions,
): ReadonlySignal<boolean> {
  const settled = signal(false);
  let cancel: () => void = () => {};
  const settleAfter = (ms: number) => {
    cancel();
    cancel = clock.after(ms, () => settled.value = true);
  };
  const isConnected = () => {
    const { members, self } = membership;
    return members.value.every(({ id, away }) =>
      id === self.value || away || !isConnecting(connections.states.value.get(id))
    );
  };
  let ignoreInput: () => void = () => {};
  scope.add(() => ignoreInput());
  scope.watch(() => membership.phase.value === "call", (inCall) => {
    cancel();
    ignoreInput();
    settled.value = false;
    ignoreInput = inCall ? page.onInput(() => settled.value = true) : () => {};
    if (inCall) settleAfter(LATEST_MS);
  });
  scope.watch(() => membership.phase.value === "call" && isConnected(), (isDone) => {
    if (isDone && !settled.peek()) settleAfter(PICTURE_MS);
  });
  return settled;
}

function isConnecting(state: string | undefined): boolean {
  return state === undefined || state === "connecting";
}
