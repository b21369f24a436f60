// Tells an SFU which layer of each picture this page needs, whenever that changes.
import type { LayerChoice } from "../../../protocol/sfu.ts";
import type { Clock } from "../../ports.ts";
import type { Demand } from "../demand.ts";
import type { MeshTools } from "../mesh/mesh_tools.ts";
import type { Quality } from "../monitor/network_quality.ts";
import type { Pacer } from "../pacer.ts";
import { layerFor, layersWithin } from "./layer_choice.ts";

/** Between two messages, in milliseconds. */
const PAUSE_MS = 250;

export interface LayerRequestsOptions {
  clock: Pick<Clock, "after" | "steady">;
  tools: Pick<MeshTools, "Pacer">;
  /** Members whom the SFU may bring, and how well it does. */
  members(): ReadonlyMap<string, { readonly quality: Quality }>;
  send(choices: LayerChoice[]): void;
}

/** Says nothing twice. Of what is not measured yet the SFU sends everything. */
export class LayerRequests {
  readonly #options: LayerRequestsOptions;
  readonly #pacer: Pacer;
  #demand: Demand = new Map();
  #told = "";
  #most = Infinity;

  constructor(options: LayerRequestsOptions) {
    this.#options = options;
    const { clock, tools } = options;
    this.#pacer = new tools.Pacer({ clock, pause: PAUSE_MS, run: () => this.#tell() });
  }

  set(demand: Demand): void {
    this.#demand = demand;
    this.update();
  }

  /** The most that all pictures together may take, in bit/s. */
  limit(most: number): void {
    this.#most = most;
    this.update();
  }

  /** Members, or how well they are received, have changed. */
  update(): void {
    this.#pacer.ask();
  }

  /** The SFU knows nothing yet. */
  reset(): void {
    this.#told = "";
    this.update();
  }

  /** Whether the member's camera is to come. */
  hasCamera(id: string): boolean {
    const { camera } = this.#demand.get(id) ?? {};
    return camera === undefined || layerFor(camera, "good") !== null;
  }

  stop(): void {
    this.#pacer.stop();
  }

  #tell(): void {
    const { members, send } = this.#options;
    const wanted = [...members()].flatMap(([member, { quality }]): LayerChoice[] => {
      const shown = this.#demand.get(member);
      return shown === undefined ? [] : [
        { member, slot: "camera", layer: layerFor(shown.camera, quality) },
        { member, slot: "screen", layer: layerFor(shown.screen, "good") },
      ];
    });
    const choices = [...layersWithin(wanted, this.#most)];
    const text = JSON.stringify(choices);
    if (choices.length === 0 || text === this.#told) return;
    this.#told = text;
    send(choices);
  }
}
