// Since when a room lives in this process. Alone, a process owns all rooms since its start.
import type { Clock } from "./clock.ts";

/** The time for which one room lives in this process. */
export interface RoomTenure {
  /** Names this time among those before and after it, here and in other processes: snapshots carry it. */
  readonly run: string;
  /** Steady time in milliseconds at which it began. */
  readonly since: number;
}

/** Knows since when which room lives in this process. */
export interface RoomOwner {
  tenureOf(room: string): RoomTenure;
}

/** The owner of all rooms: a process that shares none with others. `run` names its run. */
export function localOwner({ run, clock }: { run: string; clock: Clock }): RoomOwner {
  const tenure = { run, since: clock.steady() };
  return { tenureOf: () => tenure };
}
