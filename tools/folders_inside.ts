// The folders inside call/ and signaling/, as folders.ts lists the others.
import type { Folder } from "./folders.ts";

/**
 * The folders inside `call/`, and which of the others each may import. All of them may import the
 * files of `call/` itself and `protocol/`; only `call/` itself and `call/browser/` see all.
 */
export const INSIDE_CALL: Readonly<Record<string, Folder>> = {
  transport: {
    holds: "`MediaTransport`: how media and messages of pages travel, whatever carries them",
    imports: ["e2ee", "transport/mesh", "transport/monitor", "transport/sfu"],
  },
  "transport/mesh": {
    holds: "one `RTCPeerConnection` to each member: negotiation, ICE, replacement connections",
    imports: ["e2ee", "transport", "transport/monitor"],
  },
  "transport/sfu": {
    holds: "one connection to an SFU and one from it: layers, encrypted frames, what arrives",
    imports: ["e2ee", "transport", "transport/mesh", "transport/monitor"],
  },
  "transport/monitor": {
    holds: "whether media flow, when to restart a connection, how good the network is",
    imports: [],
  },
  signaling_client: {
    holds: "the connection to the signaling server: reconnects, requests, events",
    imports: [],
  },
  join: {
    holds: "joining: credentials, attempts, waiting, refusals",
    imports: ["e2ee"],
  },
  membership: {
    holds: "who is in the room, and the phase of one's own call",
    imports: ["join", "signaling_client", "transport"],
  },
  permissions: {
    holds: "what a member may do; moderation; switching off what was taken away",
    imports: ["media", "membership", "notifications"],
  },
  e2ee: {
    holds: "keys of a room: authenticated descriptions, the short authentication string",
    imports: ["membership", "transport"],
  },
  media: {
    holds: "own microphone, camera and screen",
    imports: ["notifications", "transport"],
  },
  audio: {
    holds: "who speaks, remote audio, volumes",
    imports: ["media", "membership", "notifications", "permissions", "transport"],
  },
  presence: { holds: "raised hands, reactions, typing, names", imports: [] },
  chat: {
    holds: "the chat: order, outbox, encryption, audit of what the server says",
    imports: ["e2ee", "membership", "permissions", "transport"],
  },
  files: {
    holds: "files from page to page: announcements, pieces with hashes, downloads that go on",
    imports: ["e2ee", "permissions", "transport"],
  },
  recording: {
    holds: "recording the call: consent, one clock, Matroska, what a film shows",
    imports: ["chat", "connection_test", "media", "membership", "permissions", "transport"],
  },
  "browser/recording": {
    holds: "workers that copy frames, write recordings into OPFS and make films of them",
    imports: ["browser/workers", "recording"],
  },
  "browser/frames": {
    holds: "the worker that encrypts frames for an SFU, and decrypts them",
    imports: ["browser/workers", "e2ee"],
  },
  "browser/workers": {
    holds: "how a page starts a worker, and how code knows that it runs in one",
    imports: [],
  },
  weak_link: {
    holds: "whose link is the weak one, from what all pages measure of their paths",
    imports: ["membership", "notifications", "transport", "transport/monitor"],
  },
  traffic: {
    holds: "what a person allows a call to take of the network",
    imports: ["membership", "notifications", "transport"],
  },
  call_report: {
    holds: "what happened in a call, as a report that names nobody",
    imports: ["media", "membership", "transport", "transport/monitor", "weak_link"],
  },
  layout: {
    holds: "which tile stands where; pure",
    imports: ["media", "membership", "transport", "transport/monitor"],
  },
  notifications: {
    holds: "toasts, announcements for screen readers, sounds",
    imports: ["chat", "files", "membership", "transport"],
  },
  connection_test: {
    holds: "the page that tests server, devices, ICE candidates and TURN",
    imports: ["media", "transport", "transport/mesh"],
  },
};

/** The folders inside `signaling/`. */
export const INSIDE_SIGNALING: Readonly<Record<string, Folder>> = {
  gateway: {
    holds: "what each connection and event passes: address, origin, size, rate, schema, role",
  },
  cluster: {
    holds: "rooms over several processes: lease, owners of rooms, links between processes",
  },
  handlers: { holds: "one file for each client event" },
  room: { holds: "an open room: `LiveRoom`, and the values it is made of" },
  access: {
    holds: "who may come in: admission, passwords, invitations, host keys, what hosts decided",
  },
  recovery: { holds: "rooms after a restart: snapshots, call records, tombstones" },
  media: { holds: "STUN and TURN servers, with credentials; which rooms use an SFU" },
};
