// When to try again: pure numbers, all in milliseconds.
import { type ConnectionProblem, shortestPause } from "./connection_problem.ts";
import type { SocketTransport } from "./signaling_socket.ts";

/** Each pause is drawn from 0 to this, so that the people of one server do not come in a wave. */
const WINDOW_MS = 1_000;
/** After so many attempts (about ten seconds) the window doubles each time … */
const CALM_ATTEMPTS = 20;
/** … up to this. */
const LONGEST_MS = 10_000;
/** A WebSocket that is not open by then is taken for blocked: some proxies swallow its frames. */
const WEBSOCKET_MS = 2_000;
const POLLING_MS = 5_000;
const LONGEST_POLLING_MS = 20_000;

/**
 * Browsers hold WebSockets back, by seconds in the end, where many in a row have failed: Chromium
 * after about a dozen. Polling is not held back, and becomes a WebSocket when there is one.
 */
const WEBSOCKET_FAILURES = 10;

/** After so many failures the pauses are as long as they get. */
export const CALM_FAILURES = CALM_ATTEMPTS + Math.ceil(Math.log2(LONGEST_MS / WINDOW_MS));

/** Of the attempts after that, each one whose number is divisible by this begins as usual. */
const USUAL_AGAIN = 4;
/** Polling that ends sooner did not work, in milliseconds. */
const WORKED_MS = 10_000;

/**
 * How to begin the next attempt, after so many in a row that have failed. Polling alone would lead
 * nowhere where each request reaches another one of several servers.
 */
export function firstTransport(usual: SocketTransport, failures: number): SocketTransport {
  return failures >= WEBSOCKET_FAILURES && failures % USUAL_AGAIN !== 0 ? "polling" : usual;
}

/** What is tried first after a connection that was up for so long, in milliseconds; 0 if it never was. */
export function usualAfter(transport: SocketTransport, upFor: number): SocketTransport {
  return upFor < WORKED_MS ? "websocket" : transport;
}

/** The pause before the next attempt; `failures` counts those without a connection in between. */
export function nextPause(failures: number, random: () => number): number {
  const doublings = Math.max(0, failures - CALM_ATTEMPTS);
  return Math.round(random() * Math.min(LONGEST_MS, WINDOW_MS * 2 ** doublings));
}

/** The same, but never shorter than the server has asked for. */
export function pauseAfter(
  failures: number,
  problem: ConnectionProblem | null,
  random: () => number,
): number {
  return Math.max(nextPause(failures, random), shortestPause(problem, random));
}

/** Attempts without a connection after which people are told why, and again after so many more. */
const TELLING_ATTEMPTS = 4;
const TELLING_AGAIN = 10;

/** Whether to look what the problem is, after so many attempts in a row that have failed. */
export function isTimeToTell(failures: number): boolean {
  return failures >= TELLING_ATTEMPTS && (failures - TELLING_ATTEMPTS) % TELLING_AGAIN === 0;
}

/** How long an attempt may take. Polling is the last resort, so it gets more time each time. */
export function timeout(transport: SocketTransport, failures: number): number {
  if (transport === "websocket") return WEBSOCKET_MS;
  return Math.min(LONGEST_POLLING_MS, POLLING_MS * (1 + failures));
}

/** A living server answers within this, or three times what it usually takes. */
const PROBE_MS = 700;
/** The same when others are known to be silent, so that the network is probably gone. */
const SURE_MS = 350;
const MOST_DOUBLINGS = 3;

/**
 * How long to wait for a sign of life. Dialling anew is work: where everything is slow, doing so
 * too soon makes it slower, so each question that went unanswered lately doubles the patience.
 */
export function probeLimit(
  { roundTrip, unanswered, sure = false }: {
    roundTrip: number;
    unanswered: number;
    sure?: boolean;
  },
): number {
  return Math.max(sure ? SURE_MS : PROBE_MS, 3 * roundTrip) *
    2 ** Math.min(unanswered, MOST_DOUBLINGS);
}
