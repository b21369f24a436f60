// The TURN server inside: a coturn that `deno task start` keeps running beside this process, or this one.
import type { OwnTurn as ToldTurn } from "../../signaling/mod.ts";
import { loadSecret } from "../secret_file.ts";
import { startTurn, turnFolder } from "./beside.ts";
import type { TurnSettings } from "./coturn_file.ts";
import { stateIn, type TurnState } from "./turn_state.ts";

export { startTurn, turnFolder } from "./beside.ts";
export type { TurnSettings } from "./coturn_file.ts";
export { turnPlaces } from "./places.ts";
export { lineOf, type TurnState } from "./turn_state.ts";

/** How `deno task start` tells the server that it keeps one running beside it, or could not. */
export const TURN_BESIDE = "--turn-beside";
export const TURN_NONE = "--turn-none";

/** What the server is told about its TURN server. */
export interface TurnAsked {
  turn: TurnSettings | null;
  dataDir: string;
  /** TCP port of the pages where they come by TLS, else null. */
  tlsPort: number | null;
}

/** The TURN server inside, as the server's own process knows it. */
export class TurnInside {
  readonly #settings: TurnSettings;
  readonly #secret: string;
  readonly #tlsPort: number | null;
  #state: TurnState | null = null;

  constructor(settings: TurnSettings, { dataDir, tlsPort }: Omit<TurnAsked, "turn">) {
    this.#settings = settings;
    this.#tlsPort = tlsPort;
    this.#secret = loadSecret({ secret: "", dataDir: turnFolder(dataDir) }).value;
  }

  /** Null until it has told its first figures. */
  get state(): TurnState | null {
    return this.#state;
  }

  take(state: TurnState): void {
    this.#state = state;
  }

  /** A line of the input of this process: figures that `deno task start` passes on. */
  hear(line: string): void {
    this.#state = stateIn(line) ?? this.#state;
  }

  /** What browsers are told of, also while it is started again: they look for it until it is there. */
  readonly told = (): ToldTurn => ({
    port: this.#settings.port,
    tlsPort: this.#tlsPort,
    secret: this.#secret,
  });

  /** Where streams go that arrive at the port of the pages; null while it does not run. */
  readonly place = (): { host: string; port: number } | null =>
    this.#state?.pid === null ? null : { host: "127.0.0.1", port: this.#settings.port };
}

/** The TURN server inside by now; a sentence where there should be one and is not, null for none. */
export async function turnInside(
  { turn, ...asked }: TurnAsked,
  args: readonly string[],
): Promise<TurnInside | string | null> {
  if (turn === null || args.includes(TURN_NONE)) return null;
  if (args.includes(TURN_BESIDE)) return new TurnInside(turn, asked);
  if (!mayRun()) {
    return "This process may start no program: there is no TURN server inside (deno task start has one).";
  }
  const early: TurnState[] = [];
  let take = (state: TurnState): void => void early.push(state);
  const onState = (state: TurnState) => take(state);
  if (!await startTurn({ settings: turn, dataDir: asked.dataDir, onState })) return null;
  const inside = new TurnInside(turn, asked);
  take = (state) => inside.take(state);
  early.forEach(take);
  return inside;
}

function mayRun(): boolean {
  try {
    return Deno.permissions.querySync({ name: "run" }).state === "granted";
  } catch {
    return false; // a platform without such questions runs no programs, either
  }
}
