// One valid payload for every client event; a new event without one does not compile.
import type { RequestName, Requests } from "@/protocol/events.ts";

/** A candidate as Chromium makes it. */
export const CANDIDATE = {
  candidate: "candidate:1 1 udp 2113937151 192.0.2.7 51234 typ host generation 0",
  sdpMid: "0",
  sdpMLineIndex: 0,
  usernameFragment: "abcd",
};

const AUTHOR = { id: "member-1", name: "Айгүл" };
const MARK = "abcdefghijklmnopqrstuv";

/** Payloads that every schema must let through. */
export const SAMPLES: { readonly [E in RequestName]: Requests[E]["payload"] } = {
  "room:watch": { room: "ала-тоо" },
  "room:join": {
    room: "ала-тоо",
    name: "Айгүл",
    media: { mic: true, camera: false, screen: false, screenAudio: false },
    seat: "abcdefghijklmnopqrstuv",
    fresh: true,
    page: "0e4f3b7e-0b6c-4a67-9d6e-1b2c3d4e5f60",
    since: 7,
    host: "k7mQ-key_of-a-host",
    invite: "invite-1.member.1800000000000.abcdefghijklmnopqrstuv",
    copy: "c29tZSBieXRlcw",
  },
  "room:leave": { mayReturn: false },
  "member:media": { mic: true, camera: true, screen: true, screenAudio: true },
  "member:hand": { up: true },
  "member:name": { name: "Айгүл Осмонова" },
  "member:react": { reaction: "heart" },
  "member:typing": { on: true },
  "member:record": { on: true },
  "member:consent": { told: 1_800_000_000_000, agrees: false },
  "member:attest": { members: ["member-1", "member-2"] },
  "peer:offer": {
    to: "member-1",
    toEpoch: 1,
    seq: 1,
    ack: 0,
    link: 0,
    sdp: "v=0\r\n",
    proof: "bWFj",
  },
  "peer:answer": {
    to: "member-1",
    toEpoch: 1,
    seq: 1,
    ack: 1,
    link: 0,
    sdp: "v=0\r\n",
    proof: "bWFj",
  },
  "peer:ice": { to: "member-1", toEpoch: 1, seq: 1, ack: 0, link: 0, candidates: [CANDIDATE] },
  "peer:ack": { to: "member-1", toEpoch: 1, seq: 0, ack: 3, link: 1 },
  "media:credentials": {},
  "media:publish": { epoch: 1_800_000_000_000, sdp: "v=0\r\n", encrypted: true },
  "media:subscribe": { epoch: 1_800_000_000_000 },
  "media:answer": { epoch: 1_800_000_000_000, n: 1, sdp: "v=0\r\n" },
  "media:layers": {
    epoch: 1_800_000_000_000,
    choices: [{ member: "member-1", slot: "camera", layer: null }],
  },
  "chat:send": { id: "line-2", text: "салам", replyTo: "line-1", seal: "c2VhbA" },
  "chat:edit": { id: "line-3", target: "line-2", text: "саламатсызбы", seal: "c2VhbA" },
  "chat:delete": { id: "line-4", target: "line-2", seal: "c2VhbA" },
  "chat:react": { id: "line-5", target: "line-1", reaction: "heart", on: true, seal: "b3c" },
  "chat:restore": {
    lines: [
      { id: "line-1", seq: 7, at: 5, from: AUTHOR, mark: MARK, kind: "text", text: "салам" },
      { id: ".8", seq: 8, at: 6, from: AUTHOR, mark: MARK, kind: "left" },
      {
        id: ".9",
        seq: 9,
        at: 7,
        from: AUTHOR,
        mark: MARK,
        kind: "muted",
        of: AUTHOR,
        right: "mic",
      },
    ],
  },
  "room:unlock": { room: "ала-тоо", password: "күмүшү" },
  "admission:answer": { id: "waiting-1", admit: true },
  "room:rules": {
    locked: true,
    rights: { mic: false, camera: true, screen: false, chat: true, files: false, record: false },
  },
  "room:password": { password: "күмүшү" },
  "room:title": { title: "Семинар 🌙" },
  "room:end": {},
  "member:mute": { id: "member-1" },
  "member:unmute": { id: "member-1" },
  "member:unshare": { id: "member-1" },
  "member:lower": { id: "member-1" },
  "member:rights": {
    id: "member-1",
    rights: { mic: false, camera: false, screen: true, chat: false, files: true, record: true },
  },
  "member:role": { id: "member-1", role: "host" },
  "member:remove": { id: "member-1" },
  "invite:make": { role: "member", hours: 24, uses: 5 },
  "invite:list": {},
  "invite:revoke": { id: "invite-1" },
  "echo:send": { text: "салам" },
};
