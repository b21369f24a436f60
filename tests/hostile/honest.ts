// Honest people beside an attacker: how long their round trips take, and whether they notice.
import assert from "node:assert/strict";
import type { Client } from "../signaling/socket_kit.ts";
import { crowding, quantile } from "./server_health.ts";

/** The 99th percentile of everybody's round trips until something is over, in milliseconds. */
export async function roundTrips(
  people: readonly Client[],
  isOver: () => boolean,
): Promise<number> {
  const times: number[] = [];
  await Promise.all(people.map(async (person) => {
    while (!isOver()) {
      const start = performance.now();
      assert.ok((await person.ask("echo:send", { text: "x" })).ok);
      times.push(performance.now() - start);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }));
  return quantile(times.sort((a, b) => a - b), 0.99);
}

/** Whether so many milliseconds are over. */
export function clockOf(ms: number): () => boolean {
  const end = performance.now() + ms;
  return () => performance.now() >= end;
}

/** Whether people wait no longer than they would on a calm server beside it. Both in milliseconds. */
export function isUnnoticed({ p99, calm }: Waits): boolean {
  return p99 <= Math.max(10, 2 * calm) * crowding();
}

/** Whether one of two rounds counts: noise of the machine only adds. */
export function isBetter(one: Waits, other: Waits): boolean {
  return isUnnoticed(one) || one.p99 / one.calm < other.p99 / other.calm;
}

/** Round trips beside an attack and, at the same time, on a server that nobody attacks. */
interface Waits {
  p99: number;
  calm: number;
}

/** Attacks from a thread of its own; answers what the attacker says at the end. */
export function attackFrom<Report>(script: URL, order: unknown): Promise<Report> {
  const worker = new Worker(script, { type: "module" });
  worker.postMessage(order);
  return new Promise((resolve) => {
    worker.onmessage = ({ data }: MessageEvent<Report>) => {
      worker.terminate();
      resolve(data);
    };
  });
}
