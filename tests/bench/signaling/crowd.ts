// Many clients in rooms of four, in one process: joins, relays at a steady rate, counts what arrives.
import { PROTOCOL_VERSION } from "@/protocol/version.ts";
import { io, type Socket } from "socket.io-client";
import type { Reply } from "../../../protocol/errors.ts";
import type { Requests } from "../../../protocol/events.ts";
import { answerJsonLines } from "../processes.ts";

/** Asks the crowd to gather, or to talk. */
export type CrowdRequest =
  | {
    kind: "gather";
    crowd: string;
    dialect: Dialect;
    /** Those of a room come to one after the other, or with `isTogether` all to the same. */
    urls: readonly string[];
    isTogether?: boolean;
    rooms: number;
  }
  | { kind: "talk"; crowd: string; messages: number; perSecond: number; acks: boolean };

/** What came of it. */
export interface CrowdReply {
  /** Sockets that have joined (gather), messages that arrived (talk). */
  count: number;
}

/** Whose protocol the crowd speaks. */
export type Dialect = "bare" | "product";

const ROOM_SIZE = 4;
const TICK_MS = 10;
const QUIET_MS = 5_000;

interface Address {
  to: string;
  toEpoch: number;
}

interface Member {
  socket: Socket;
  dialect: Dialect;
  /** Where the others of the room are reached. */
  others: Address[];
}

/** About what a browser sends for four candidates: 560 bytes. */
const CANDIDATES = Array.from({ length: 4 }, (_, index) => ({
  candidate: `candidate:84216${index} 1 udp 2113937151 192.168.1.${index} 5${index}123 typ host`,
  sdpMid: String(index),
  sdpMLineIndex: index,
  usernameFragment: "Ab1/",
}));

const crowds = new Map<string, Member[]>();
let arrived = 0;

await answerJsonLines<CrowdRequest, CrowdReply>((request) =>
  request.kind === "gather" ? gather(request) : talk(request)
);

async function gather(request: CrowdRequest & { kind: "gather" }): Promise<CrowdReply> {
  const { crowd, urls, isTogether = false } = request;
  const members = crowds.get(crowd) ?? [];
  crowds.set(crowd, members);
  const first = members.length / ROOM_SIZE;
  for (let room = first; room < first + request.rooms; room++) {
    const sockets = Array.from(
      { length: ROOM_SIZE },
      (_, index) =>
        io(urls[(isTogether ? room : index) % urls.length] ?? "", {
          auth: { protocol: PROTOCOL_VERSION },
          transports: ["websocket"],
          forceNew: true,
          reconnection: false,
        }),
    );
    members.push(...await enter(sockets, `bench-${room}`, request.dialect));
  }
  return { count: request.rooms * ROOM_SIZE };
}

async function enter(sockets: Socket[], room: string, dialect: Dialect): Promise<Member[]> {
  const addresses: Address[] = [];
  await Promise.all(sockets.map((socket) =>
    new Promise<void>((open, fail) => {
      socket.on("connect", open);
      socket.on("connect_error", fail);
    })
  ));
  for (const [index, socket] of sockets.entries()) {
    addresses.push(await (dialect === "bare" ? joinBare : joinProduct)(socket, room, index));
    const heard = () => void arrived++;
    socket.on("signal", heard).on("peer:ice", heard);
    socket.on("disconnect", (reason) => console.error(`A socket of ${room} was lost: ${reason}`));
  }
  return sockets.map((socket, own) => ({
    socket,
    dialect,
    others: addresses.filter((_, index) => index !== own),
  }));
}

async function joinBare(socket: Socket, room: string): Promise<Address> {
  await socket.emitWithAck("join", room);
  return { to: socket.id ?? "", toEpoch: 0 };
}

async function joinProduct(socket: Socket, room: string, index: number): Promise<Address> {
  const media = { mic: true, camera: true, screen: false, screenAudio: false };
  const name = `Bench ${index}`;
  const join = { room, name, media, fresh: true } satisfies Requests["room:join"]["payload"];
  const reply: Reply<Requests["room:join"]["reply"]> = await socket.emitWithAck("room:join", join);
  if (!reply.ok) throw new Error(`room:join was refused: ${reply.error}`);
  const self = reply.state.members.find(({ id }) => id === reply.self);
  return { to: reply.self, toEpoch: self?.epoch ?? 0 };
}

/** Sends at a steady rate, then waits until everything has arrived. */
async function talk(request: CrowdRequest & { kind: "talk" }): Promise<CrowdReply> {
  const members = crowds.get(request.crowd) ?? [];
  arrived = 0;
  const start = performance.now();
  for (let sent = 0; sent < request.messages;) {
    await new Promise((tick) => setTimeout(tick, TICK_MS));
    const due = Math.min(request.messages, (performance.now() - start) * request.perSecond / 1000);
    for (; sent < due; sent++) speak(members, sent, request.acks);
  }
  const end = performance.now() + QUIET_MS;
  while (arrived < request.messages && performance.now() < end) {
    await new Promise((tick) => setTimeout(tick, TICK_MS));
  }
  return { count: arrived };
}

function speak(members: readonly Member[], turn: number, acks: boolean): void {
  const member = members[turn % members.length];
  const other = member?.others[turn % (ROOM_SIZE - 1)];
  if (member === undefined || other === undefined) return;
  const event = member.dialect === "bare" ? "signal" : "peer:ice";
  const place = { seq: 1, ack: 0 }; // the server looks at neither
  const signal: Requests["peer:ice"]["payload"] = { ...other, ...place, candidates: CANDIDATES };
  if (acks) void member.socket.emitWithAck(event, signal).then(mustBeOk);
  else member.socket.emit(event, signal);
}

function mustBeOk(reply: Reply<object>): void {
  if (!reply.ok) throw new Error(`a signal was refused: ${reply.error}`);
}
