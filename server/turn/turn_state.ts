// What the process that keeps coturn running says, a line of JSON each time, and what is known of it.
import type { RelayFigures } from "./coturn_log.ts";

/** How the TURN server inside is doing. */
export interface TurnState extends RelayFigures {
  /** The process of coturn; null while none runs. */
  readonly pid: number | null;
  /** How often it was started again. */
  readonly restarts: number;
}

/** A line of the output of server/turn/main.ts. */
export function lineOf(state: TurnState): string {
  return JSON.stringify({ turn: state });
}

/** What a line says; null if it is none of {@link lineOf}. */
export function stateIn(line: string): TurnState | null {
  try {
    const { turn } = JSON.parse(line);
    return typeof turn?.restarts === "number" ? turn : null;
  } catch {
    return null;
  }
}
