// One coturn as a process: started once its port is free, and there when it takes connections.
import { createSocket } from "node:dgram";
import { connect } from "node:net";
import { listenProblem, tryToListen } from "../listen_problem.ts";
import type { Running } from "./supervisor.ts";

/** The program, found by PATH. */
export const PROGRAM = "turnserver";

/** Milliseconds until it must take connections, and between two looks. */
const READY_MS = 10_000;
const LOOK_MS = 50;

/** What to start. */
export interface CoturnOptions {
  /** Path of its configuration. */
  file: string;
  host: string;
  port: number;
  /** Gets all that it says. */
  onText: (text: string) => void;
}

/** Starts it and waits until it takes connections; a sentence where it cannot run. */
export async function startCoturn(
  { file, host, port, onText }: CoturnOptions,
): Promise<Running | string> {
  const taken = await portProblem({ host, port });
  if (taken !== null) return taken;
  const process = spawn(file);
  if (typeof process === "string") return process;
  const reading = read(process.stdout, onText);
  const ended = Promise.all([process.status, reading]).then(([{ code, signal }]) =>
    `coturn has ended (${signal ?? `code ${code}`}).`
  );
  const kill = () => {
    try {
      process.kill("SIGKILL"); // it holds nothing that could be lost
    } catch {
      // it has ended by itself
    }
  };
  if (await isReady(port, ended)) return { pid: process.pid, ended, kill };
  kill();
  return `${await ended} It took no connections at TURN_PORT ${port}.`;
}

async function portProblem({ host, port }: { host: string; port: number }): Promise<string | null> {
  const place = { host, port, setting: "TURN_PORT" } as const;
  return await tryToListen(place) ?? await new Promise((resolve) => {
    const socket = createSocket(host.includes(":") ? "udp6" : "udp4");
    socket.once("error", (error: NodeJS.ErrnoException) => {
      resolve(listenProblem(error.code, place) ?? error.message);
    });
    socket.bind(port, host, () => socket.close(() => resolve(null)));
  });
}

function spawn(file: string): Deno.ChildProcess | string {
  try {
    return new Deno.Command(PROGRAM, {
      args: ["-c", file],
      clearEnv: true,
      stdin: "null",
      stdout: "piped",
      stderr: "null", // the same as on its output
    }).spawn();
  } catch (error) {
    const isMissing = error instanceof Deno.errors.NotFound ||
      error instanceof Deno.errors.NotCapable; // Deno allows only what it has found
    const why = isMissing ? "is not installed (Debian: apt install coturn)" : `(${error})`;
    return `TURN=1 needs coturn, and its program ${PROGRAM} ${why}.`;
  }
}

/** All of it, at once, whoever says how much: a full pipe would stop coturn. */
async function read(stream: ReadableStream<Uint8Array>, onText: (text: string) => void) {
  const decoder = new TextDecoder("latin1");
  for await (const bytes of stream) onText(decoder.decode(bytes));
}

async function isReady(port: number, ended: Promise<unknown>): Promise<boolean> {
  let isOver = false;
  void ended.then(() => isOver = true);
  const until = performance.now() + READY_MS;
  while (!isOver && performance.now() < until) {
    if (await takesConnections(port)) return !isOver;
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
  return false;
}

function takesConnections(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: "127.0.0.1" });
    socket.once("error", () => resolve(false));
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
  });
}
