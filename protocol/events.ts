// Every event of the protocol, as Socket.IO generics. docs/protocol.md says it in words.
import type { Reply } from "./errors.ts";
import type { Reaction } from "./reactions.ts";
import type {
  Answer,
  ChatLine,
  FromMember,
  Ice,
  Join,
  Joined,
  Offer,
  RoomState,
  ToMember,
} from "./shapes.ts";
import type { MediaFlags } from "./slots.ts";

/** Payload and answer of each event a client may send. Every one is acknowledged. */
export interface Requests {
  "room:watch": { payload: { room: string }; reply: { count: number; limit: number } };
  "room:join": { payload: Join; reply: Joined };
  "room:leave": { payload: { mayReturn: boolean }; reply: object };
  "member:media": { payload: MediaFlags; reply: object };
  "member:hand": { payload: { up: boolean }; reply: object };
  "member:react": { payload: { reaction: Reaction }; reply: object };
  "member:typing": { payload: { on: boolean }; reply: object };
  "member:vouch": { payload: { members: string[] }; reply: object };
  "peer:offer": { payload: ToMember & Offer; reply: object };
  "peer:answer": { payload: ToMember & Answer; reply: object };
  "peer:ice": { payload: ToMember & Ice; reply: object };
  "peer:ack": { payload: ToMember; reply: object };
  "chat:send": {
    payload: { id: string; text: string; replyTo?: string };
    reply: { line: ChatLine };
  };
  "chat:edit": { payload: { id: string; target: string; text: string }; reply: { line: ChatLine } };
  "chat:delete": { payload: { id: string; target: string }; reply: { line: ChatLine } };
  "chat:react": {
    payload: { id: string; target: string; reaction: Reaction; on: boolean };
    reply: { line: ChatLine };
  };
  "chat:restore": { payload: { lines: ChatLine[] }; reply: { taken: number } };
  "echo:send": { payload: { text: string }; reply: { text: string; at: number } };
}

/** Name of an event a client may send. */
export type RequestName = keyof Requests;

/** The same names at run time; the type makes forgetting one impossible. */
export const REQUEST_NAMES = namesOf<RequestName>({
  "room:watch": 0,
  "room:join": 0,
  "room:leave": 0,
  "member:media": 0,
  "member:hand": 0,
  "member:react": 0,
  "member:typing": 0,
  "member:vouch": 0,
  "peer:offer": 0,
  "peer:answer": 0,
  "peer:ice": 0,
  "peer:ack": 0,
  "chat:send": 0,
  "chat:edit": 0,
  "chat:delete": 0,
  "chat:react": 0,
  "chat:restore": 0,
  "echo:send": 0,
});

/** Events from client to server, in Socket.IO's form. */
export type ClientEvents = {
  [E in RequestName]: (
    payload: Requests[E]["payload"],
    ack: (reply: Reply<Requests[E]["reply"]>) => void,
  ) => void;
};

/** Payload of each event the server may send. */
export interface Notices {
  /** To all members, at every change. */
  "room:state": RoomState;
  /** To those who watch the room from its lobby. */
  "room:count": { room: string; count: number; limit: number };
  /** To all members, the sender included. */
  "chat:line": ChatLine;
  /** To all members, the sender included. */
  "member:reacted": { id: string; reaction: Reaction };
  /** To all other members, every few seconds while somebody writes, and when they stop. */
  "member:typing": { id: string; on: boolean };
  /** To the one addressee. */
  "peer:offer": FromMember & Offer;
  "peer:answer": FromMember & Answer;
  "peer:ice": FromMember & Ice;
  "peer:ack": FromMember;
  /** To a socket whose seat was taken over by a newer page. */
  "member:replaced": Record<string, never>;
}

/** Name of an event the server may send. */
export type NoticeName = keyof Notices;

/** The same names at run time. */
export const NOTICE_NAMES = namesOf<NoticeName>({
  "room:state": 0,
  "room:count": 0,
  "chat:line": 0,
  "member:reacted": 0,
  "member:typing": 0,
  "peer:offer": 0,
  "peer:answer": 0,
  "peer:ice": 0,
  "peer:ack": 0,
  "member:replaced": 0,
});

/** Events from server to client, in Socket.IO's form. */
export type ServerEvents = { [E in NoticeName]: (payload: Notices[E]) => void };

function namesOf<Name extends string>(table: Record<Name, 0>): readonly Name[] {
  return Object.keys(table) as Name[];
}
