// Tells the transport what this page shows of the others, whenever that changes.
import { signal } from "@preact/signals-core";
import type { LayoutState } from "./layout/layout_state.ts";
import { demandOf } from "./layout/shown_pictures.ts";
import type { PagePort } from "./ports.ts";
import type { Preferences } from "./preferences.ts";
import type { Recording } from "./recording/recording.ts";
import type { Scope } from "./scope.ts";
import type { MediaTransport } from "./transport/transport.ts";

export interface DemandBinding {
  preferences: Preferences;
  layout: LayoutState;
  /** A page that records needs pictures that it does not show, too. */
  recording: Pick<Recording, "isGoing">;
  transport: Pick<MediaTransport, "setDemand">;
}

/** Follows the stage until the scope ends. A stage that was not measured yet asks for nothing. */
export function bindDemand(
  scope: Scope,
  binding: DemandBinding,
  page: Pick<PagePort, "visible" | "pixelRatio" | "onVisible">,
): void {
  const { preferences, layout: stage, recording, transport } = binding;
  const visible = signal(page.visible);
  scope.add(page.onVisible(() => visible.value = page.visible));
  scope.effect(() => {
    const { width, height } = stage.size.value;
    if ((width === 0 || height === 0) && !recording.isGoing) return;
    transport.setDemand(demandOf({
      layout: stage.layout.value,
      tiles: stage.tiles.value,
      pinned: stage.pinned.value,
      zoom: stage.zoom.value.scale,
      saving: preferences.settings.value.saveData,
      floating: stage.floating.value,
      visible: visible.value,
      pixelRatio: page.pixelRatio,
      recorded: recording.isGoing,
    }));
  });
}
