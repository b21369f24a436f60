// The parts of a room's page that come when they are needed.
import { fetchedOnce } from "./fetch_part.ts";
import { usePart } from "./use_part.ts";

type Extras = typeof import("./extras.ts");
type Panels = typeof import("./panels.ts");
type AroundCall = typeof import("./around_call.ts");

/** Fetch what belongs together, at the first call; see `fetchPart` for what happens without a network. */
export const loadExtras: () => Promise<Extras> = fetchedOnce(() => import("./extras.ts"));
export const loadPanels: () => Promise<Panels> = fetchedOnce(() => import("./panels.ts"));
const loadAroundCall: () => Promise<AroundCall> = fetchedOnce(() => import("./around_call.ts"));

/** Something of a running call once it is there, else null. Fetched when `wanted` first becomes true. */
export function useExtra<Part>(wanted: boolean, pick: (all: Extras) => Part): Part | null {
  return usePart(loadExtras, { wanted, pick });
}

/** The same for what stands before and after a call. */
export function useAroundCall<Part>(wanted: boolean, pick: (all: AroundCall) => Part): Part | null {
  return usePart(loadAroundCall, { wanted, pick });
}
