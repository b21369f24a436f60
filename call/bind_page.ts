// What a running call asks of its page: stay awake, do not close by mistake, answer hardware keys.
import { effect, untracked } from "@preact/signals-core";
import type { CallView } from "./model.ts";
import type { MediaKeys, PagePort } from "./ports.ts";

/** Does the duties for as long as the page lives. */
export function bindPage(
  { model, page, keys }: { model: CallView; page: PagePort; keys: MediaKeys },
): void {
  effect(() => {
    const inCall = model.room.phase.value === "call";
    untracked(() => {
      page.keepAwake(inCall);
      page.mediaKeys(inCall ? keys : null);
    });
  });
  effect(() => {
    // Alone there is nothing to lose.
    page.guard(model.room.phase.value === "call" && model.count.value > 1);
  });
  effect(() => {
    const { mic, camera } = model.local.flags.value;
    page.showMedia({ mic, camera });
  });
}
