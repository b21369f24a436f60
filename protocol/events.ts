// Every event of the protocol, as Socket.IO generics. docs/protocol.md says it in words.
import type { Reaction } from "./reactions.ts";
import type { Consent } from "./recording.ts";
import type { OwnRights, Rights } from "./rights.ts";
import type { Invitation, Role, Wait, Waiting } from "./roles.ts";
import type { Author, ChatLine, Join, Joined, RoomState, Sealed } from "./shapes.ts";
import type { Answer, FromMember, Ice, IceCredentials, Offer, ToMember } from "./signals.ts";
import type { LayerChoice, ReceivedTrack } from "./sfu.ts";
import type { MediaFlags } from "./slots.ts";

/** A payload without fields. */
export type Nothing = Record<never, never>;

/** Payload and answer of each event a client may send. Every one is acknowledged. */
export interface Requests {
  "room:watch": {
    payload: { room: string };
    reply: { count: number | null; limit: number; title: string | null; recording?: true };
  };
  "room:join": { payload: Join; reply: Joined };
  "room:unlock": { payload: { room: string; password: string }; reply: object };
  "room:leave": { payload: { mayReturn: boolean }; reply: object };
  "member:media": { payload: MediaFlags; reply: object };
  "member:hand": { payload: { up: boolean }; reply: object };
  "member:name": { payload: { name: string }; reply: { name: string } };
  "member:react": { payload: { reaction: Reaction }; reply: object };
  "member:typing": { payload: { on: boolean }; reply: object };
  "member:record": { payload: { on: boolean }; reply: object };
  "member:consent": { payload: Consent; reply: object };
  "member:attest": { payload: { members: string[] }; reply: object };
  "peer:offer": { payload: ToMember & Offer; reply: object };
  "peer:answer": { payload: ToMember & Answer; reply: object };
  "peer:ice": { payload: ToMember & Ice; reply: object };
  "peer:ack": { payload: ToMember; reply: object };
  "media:credentials": { payload: Nothing; reply: IceCredentials };
  "media:publish": { payload: { epoch: number; sdp: string; encrypted: boolean }; reply: object };
  "media:subscribe": { payload: { epoch: number }; reply: object };
  "media:answer": { payload: { epoch: number; n: number; sdp: string }; reply: object };
  "media:layers": { payload: { epoch: number; choices: LayerChoice[] }; reply: object };
  "chat:send": {
    payload: { id: string; text: string; replyTo?: string } & Sealed;
    reply: { line: ChatLine };
  };
  "chat:edit": {
    payload: { id: string; target: string; text: string } & Sealed;
    reply: { line: ChatLine };
  };
  "chat:delete": { payload: { id: string; target: string } & Sealed; reply: { line: ChatLine } };
  "chat:react": {
    payload: { id: string; target: string; reaction: Reaction; on: boolean } & Sealed;
    reply: { line: ChatLine };
  };
  "chat:restore": { payload: { lines: ChatLine[] }; reply: { taken: number } };
  "admission:answer": { payload: { id: string | null; admit: boolean }; reply: object };
  "room:rules": { payload: { locked: boolean; rights: Rights }; reply: object };
  "room:password": { payload: { password: string | null }; reply: object };
  "room:title": { payload: { title: string | null }; reply: object };
  "room:end": { payload: Nothing; reply: object };
  "member:mute": { payload: { id: string | null }; reply: object };
  "member:unmute": { payload: { id: string }; reply: object };
  "member:unshare": { payload: { id: string }; reply: object };
  "member:lower": { payload: { id: string | null }; reply: object };
  "member:rights": { payload: { id: string; rights: OwnRights }; reply: object };
  "member:role": { payload: { id: string; role: Role }; reply: object };
  "member:remove": { payload: { id: string }; reply: object };
  "invite:make": {
    payload: { role: Role; hours: number; uses: number };
    reply: { token: string; invitation: Invitation };
  };
  "invite:list": { payload: Nothing; reply: { invitations: Invitation[] } };
  "invite:revoke": { payload: { id: string }; reply: object };
  "echo:send": { payload: { text: string }; reply: { text: string; at: number } };
}

/** Name of an event a client may send. */
export type RequestName = keyof Requests;

/** The same names at run time; the type makes forgetting one impossible. */
export const REQUEST_NAMES = namesOf<RequestName>({
  "room:watch": 0,
  "room:join": 0,
  "room:unlock": 0,
  "room:leave": 0,
  "member:media": 0,
  "member:hand": 0,
  "member:name": 0,
  "member:react": 0,
  "member:typing": 0,
  "member:record": 0,
  "member:consent": 0,
  "member:attest": 0,
  "peer:offer": 0,
  "peer:answer": 0,
  "peer:ice": 0,
  "peer:ack": 0,
  "media:credentials": 0,
  "media:publish": 0,
  "media:subscribe": 0,
  "media:answer": 0,
  "media:layers": 0,
  "chat:send": 0,
  "chat:edit": 0,
  "chat:delete": 0,
  "chat:react": 0,
  "chat:restore": 0,
  "admission:answer": 0,
  "room:rules": 0,
  "room:password": 0,
  "room:title": 0,
  "room:end": 0,
  "member:mute": 0,
  "member:unmute": 0,
  "member:unshare": 0,
  "member:lower": 0,
  "member:rights": 0,
  "member:role": 0,
  "member:remove": 0,
  "invite:make": 0,
  "invite:list": 0,
  "invite:revoke": 0,
  "echo:send": 0,
});

/** Payload of each event the server may send. */
export interface ServerEventPayloads {
  /** To all members, at every change. */
  "room:state": RoomState;
  /** To those who subscribed to it with `room:watch`. */
  "room:count": {
    room: string;
    count: number | null;
    limit: number;
    title: string | null;
    /** Somebody inside records the call; left out while nobody does. */
    recording?: true;
  };
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
  /** To a page that publishes: the SFU's answer, or null if it gave none. */
  "media:published": { epoch: number; sdp: string | null };
  /** To a page that subscribes: the SFU's next offer for what the page receives. */
  "media:offer": { epoch: number; n: number; sdp: string; tracks: readonly ReceivedTrack[] };
  /** To a socket whose seat was taken over by a newer page. */
  "member:replaced": Record<string, never>;
  /** To somebody who waits, at once and at every change. */
  "admission:pending": Wait;
  /** To somebody who waited. */
  "admission:answer": { admitted: boolean };
  /** To those who may let others in, at every change. */
  "admission:waiting": { waiting: Waiting[] };
  /** To those whom a host asks to switch the microphone off. */
  "member:muted": { by: Author };
  /** To somebody whom a host asks to switch the microphone on; nobody is switched on by others. */
  "member:unmute": { by: Author };
  /** To somebody whose shared screen a host stopped. */
  "member:unshare": { by: Author };
  /** To a new host or deputy alone: what proves it the next time. */
  "host:key": { key: string };
  /** To somebody whom a host sent off; the socket is in no room now. */
  "member:removed": { by: Author };
  /** To everybody; the sockets are in no room now. */
  "room:ended": { by: Author | null };
}

/** Name of an event the server may send. */
export type ServerEventName = keyof ServerEventPayloads;

function namesOf<Name extends string>(table: Record<Name, 0>): readonly Name[] {
  return Object.keys(table) as Name[];
}
