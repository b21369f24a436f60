// A worker that attacks one server over HTTP until its time is up: asks much and reads nothing.
import { connect, type Socket } from "node:net";
import { CONNECT_PACKET, textFrame } from "./frames.ts";

/** The ways to attack. The last two are sockets of Socket.IO. */
export const WAYS = ["pipeline", "trickle", "unread", "small", "websocket", "polling"] as const;
export type HttpWay = typeof WAYS[number];

/** What the worker is asked for. */
export interface HttpOrder {
  port: number;
  way: HttpWay;
  /** An address of this machine to come from: "127.0.0.2". */
  from: string;
  /** Connections at the same time. */
  atOnce: number;
  /** How long at most. */
  ms: number;
  /** It stops earlier once so many connections have been ended by the server. */
  enough?: number;
}

/** What came of it. */
export interface HttpReport {
  /** Connections that the server ended. */
  ended: number;
  /** Connections that were open until time was up. */
  held: number;
  /** The longest that one lasted, in milliseconds. */
  longest: number;
}

const request = (path: string) => `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n`;
const UPGRADE = "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: 127.0.0.1\r\n" +
  "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n" +
  "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n";
const MEDIA = `{"mic":false,"camera":false,"screen":false,"screenAudio":false}`;
const LINE = "x".repeat(2_000);
/** Lines that a room keeps: what is sent again to whoever comes in. */
const LINES = 100;

/** What a socket says one after the other: joins a room, fills its chat, and joins it for ever. */
function* talk(room: string): Generator<string> {
  const join = `42["room:join",{"room":"${room}","name":"x","media":${MEDIA},"fresh":true}]`;
  yield CONNECT_PACKET;
  yield join;
  for (let n = 0; n < LINES; n++) {
    yield `42["chat:send",{"id":"${room}-${String(n).padStart(12, "0")}","text":"${LINE}"}]`;
  }
  for (;;) yield join.replace("42[", "429["); // now it wants an answer
}

const scope = self as unknown as {
  onmessage: (event: MessageEvent<HttpOrder>) => void;
  postMessage(report: HttpReport): void;
};

scope.onmessage = ({ data }) => void flood(data).then((report) => scope.postMessage(report));

async function flood(order: HttpOrder): Promise<HttpReport> {
  const report = { ended: 0, held: 0, longest: 0 };
  const end = performance.now() + order.ms;
  await Promise.all(Array.from({ length: order.atOnce }, async () => {
    const isEnough = () => report.ended >= (order.enough ?? Infinity);
    while (performance.now() < end && !isEnough()) {
      const start = performance.now();
      const ended = await assault(order, { end, isEnough });
      report.longest = Math.max(report.longest, performance.now() - start);
      if (ended) report.ended += 1;
      else report.held += 1;
    }
  }));
  return report;
}

/** One connection; true when the server ended it, false when time was up. */
function assault(
  { port, way, from }: HttpOrder,
  { end, isEnough }: { end: number; isEnough: () => boolean },
): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const socket = connect({ port, host: "127.0.0.1", localAddress: from });
  const looking = setInterval(() => {
    if (performance.now() < end && !isEnough()) return;
    resolve(false);
    socket.destroy();
  }, 20);
  const timers: ReturnType<typeof setInterval>[] = [];
  socket.on("error", () => {}); // it is closed: seen below
  socket.on("close", () => {
    clearInterval(looking);
    for (const timer of timers) clearInterval(timer);
    resolve(true);
  });
  socket.on("connect", () => timers.push(...ATTACKS[way](socket)));
  return promise;
}

/** A packet so often: what comes in is about 6 kB per second at the end. */
const PACE_MS = 20;

let rooms = 0;
const nextRoom = () => `unread-${++rooms}-${crypto.randomUUID().slice(0, 8)}`;

/** Who reads nothing learns only by writing that the connection is gone: empty lines, here. */
function feelingFor(socket: Socket): ReturnType<typeof setInterval> {
  return setInterval(() => socket.write("\r\n"), 50);
}

const ATTACKS: Record<HttpWay, (socket: Socket) => ReturnType<typeof setInterval>[]> = {
  /** 216 kB of requests at once. */
  pipeline: (socket) => {
    socket.pause();
    socket.write(request("/page").repeat(4_500));
    return [feelingFor(socket)];
  },
  /** The same, one by one. */
  trickle: (socket) => {
    socket.pause();
    return [setInterval(() => socket.write(request("/page")), 1)];
  },
  /** What is large, seven times, and then no more. */
  unread: (socket) => {
    socket.pause();
    socket.write(request("/large").repeat(7));
    return [feelingFor(socket)];
  },
  /** One small answer after the other, as fast as they come. */
  small: (socket) => {
    socket.on("data", () => socket.write(request("/healthz")));
    socket.write(request("/healthz"));
    return [];
  },
  /** Talks at the pace that is allowed, and never reads. */
  websocket: (socket) => {
    const said = talk(nextRoom());
    let isOpen = false;
    socket.write(UPGRADE);
    socket.once("data", () => {
      socket.pause();
      isOpen = true;
    });
    const say = () => isOpen && socket.write(textFrame(said.next().value ?? ""));
    return [setInterval(say, PACE_MS), setInterval(() => socket.write(textFrame("3")), 5_000)];
  },
  /** Opens a socket by polling and posts to it, but never polls again. */
  polling: (socket) => {
    let sid = "";
    const said = talk(nextRoom());
    const post = (body: string) =>
      socket.write(
        `POST /socket.io/?EIO=4&transport=polling&sid=${sid} HTTP/1.1\r\nHost: 127.0.0.1\r\n` +
          `Content-Length: ${body.length}\r\n\r\n${body}`,
      );
    socket.on("data", (bytes: Uint8Array) => {
      const text = new TextDecoder().decode(bytes);
      const begun = /"sid":"([^"]+)"/.exec(text)?.[1];
      if (begun === undefined || sid !== "") return;
      sid = begun;
    });
    socket.write(request("/socket.io/?EIO=4&transport=polling"));
    return [setInterval(() => sid !== "" && post(said.next().value ?? ""), PACE_MS)];
  },
};
