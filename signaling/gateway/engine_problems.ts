// Requests that Engine.IO refuses by itself, as far as whoever runs the server can do something about it.
import type { IncomingMessage } from "node:http";
import type { Server } from "socket.io";
import type { Refusal } from "./refusal_log.ts";

/** Engine.IO's codes of these. */
const UNKNOWN_SID = 1;
const BAD_REQUEST = 3;

/** So long after a start connections of the process before it come, in milliseconds. */
const AFTER_START_MS = 60_000;

interface Problem {
  req: IncomingMessage & { _query?: { transport?: string } };
  code: number;
}

export interface EngineProblemsOptions {
  steady: () => number;
  onRefused: (refusal: Refusal) => void;
}

/** Tells of WebSockets that come without the header Upgrade, and of connections of other processes. */
export function tellProblems(
  engine: Server["engine"],
  { steady, onRefused }: EngineProblemsOptions,
): void {
  const startedAt = steady();
  engine.on("connection_error", ({ req, code }: Problem) => {
    const isBare = req._query?.transport === "websocket" && req.headers.upgrade === undefined;
    if (code === BAD_REQUEST && isBare) onRefused({ kind: "no-upgrade" });
    const isLater = steady() - startedAt > AFTER_START_MS;
    if (code === UNKNOWN_SID && isLater) onRefused({ kind: "unknown-connection" });
  });
}
