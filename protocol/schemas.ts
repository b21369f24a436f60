// The runtime schema of every client payload. The server checks; clients import the types only.
import * as v from "valibot";
import type { Nothing, Requests } from "./events.ts";
import {
  MAX_CANDIDATE,
  MAX_CANDIDATES,
  MAX_COPY,
  MAX_ECHO,
  MAX_ID,
  MAX_INVITE,
  MAX_INVITE_HOURS,
  MAX_KEY,
  MAX_LINK,
  MAX_MEMBERS,
  MAX_NAME,
  MAX_PASSWORD,
  MAX_PROOF,
  MAX_RESTORED,
  MAX_ROOM,
  MAX_SDP,
  MAX_SEAL,
  MAX_SEALED_TITLE,
  MAX_TEXT,
  MAX_USES,
} from "./limits.ts";
import { REACTIONS } from "./reactions.ts";
import { sfuSchemas } from "./sfu_schemas.ts";
import { SYSTEM_KINDS } from "./shapes.ts";
import { RIGHTS } from "./rights.ts";
import { ROLES } from "./roles.ts";
import { personName, roomName } from "./names.ts";
import { isTitle } from "./titles.ts";
import { isLongEnough } from "./passwords.ts";

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const id = v.pipe(v.string(), v.maxLength(MAX_ID), v.regex(/^[\w-]+$/));
const proof = v.pipe(v.string(), v.regex(/^[\w-]+$/), v.maxLength(MAX_PROOF));
const sdp = v.pipe(v.string(), v.minLength(1), v.maxLength(MAX_SDP));
const echo = v.pipe(v.string(), v.maxLength(MAX_ECHO));
const text = v.pipe(
  v.string(),
  v.maxLength(MAX_TEXT),
  v.check((typed) => typed.trim() !== "", "only spaces"),
);

/** Only a name in its final form: two spellings of one room must not be two rooms. */
const room = v.pipe(
  v.string(),
  v.maxLength(MAX_ROOM),
  v.check((name) => roomName(name) === name, "not as roomName() writes it"),
);

/** Only a name in its final form: what the sender sees is what the others see. */
const person = v.pipe(
  v.string(),
  v.maxLength(2 * MAX_NAME), // a letter outside the basic plane is two units
  v.check((name) => personName(name) === name, "not as personName() writes it"),
);

const media = v.strictObject({
  mic: v.boolean(),
  camera: v.boolean(),
  screen: v.boolean(),
  screenAudio: v.boolean(),
});

const candidate = v.strictObject({
  candidate: v.pipe(v.string(), v.maxLength(MAX_CANDIDATE)),
  sdpMid: v.nullable(v.pipe(v.string(), v.maxLength(MAX_ID))),
  sdpMLineIndex: v.nullable(count),
  usernameFragment: v.nullable(v.pipe(v.string(), v.maxLength(256))), // RFC 8839 5.4
});

const placed = {
  id: v.pipe(v.string(), v.maxLength(MAX_ID), v.regex(/^\.?[\w-]+$/)), // "." begins the server's own
  seq: count,
  at: count,
  from: v.strictObject({ id, name: person }),
  mark: v.exactOptional(id),
};

const seal = v.exactOptional(
  v.pipe(v.string(), v.maxLength(MAX_SEAL), v.regex(/^[\w-]+$/)),
);

const reaction = { reaction: v.picklist(REACTIONS), on: v.boolean() };

/** A line as the server made it; its mark says whether it did. */
const line = v.union([
  v.strictObject({ ...placed, kind: v.literal("text"), text, replyTo: v.exactOptional(id), seal }),
  v.strictObject({ ...placed, kind: v.literal("edited"), target: id, text, seal }),
  v.strictObject({
    ...placed,
    kind: v.literal("deleted"),
    target: id,
    of: v.exactOptional(v.strictObject({ id, name: person })),
    seal,
  }),
  v.strictObject({ ...placed, kind: v.literal("reacted"), target: id, ...reaction, seal }),
  v.strictObject({
    ...placed,
    kind: v.picklist(SYSTEM_KINDS),
    of: v.exactOptional(v.strictObject({ id, name: person })),
    right: v.exactOptional(v.picklist(RIGHTS)),
  }),
]);

/** Any letters: it goes through a hash and nowhere else. A room may have an older, shorter one. */
const title = v.pipe(
  v.string(),
  v.minLength(1),
  v.maxLength(MAX_SEALED_TITLE),
  v.check(isTitle),
);
const password = v.pipe(v.string(), v.minLength(1), v.maxLength(MAX_PASSWORD));
const newPassword = v.pipe(password, v.check(isLongEnough, "too short"));

/** Not `strictObject({})`: to that an array without elements has no unknown keys either. */
const nothing = v.custom<Nothing>((payload) =>
  typeof payload === "object" && payload !== null && !Array.isArray(payload) &&
  Object.keys(payload).length === 0
);

const toMember = {
  to: id,
  toEpoch: count,
  seq: count,
  ack: count,
  link: v.exactOptional(v.pipe(count, v.maxValue(MAX_LINK))),
};

const schemas = {
  "room:watch": v.strictObject({ room }),
  "room:join": v.strictObject({
    room,
    name: person,
    media,
    seat: v.exactOptional(id),
    fresh: v.boolean(),
    page: v.exactOptional(id),
    since: v.exactOptional(count),
    copy: v.exactOptional(v.pipe(v.string(), v.maxLength(MAX_COPY), v.regex(/^[\w-]+$/))),
    host: v.exactOptional(v.pipe(v.string(), v.maxLength(MAX_KEY), v.regex(/^[\w-]+$/))),
    invite: v.exactOptional(v.pipe(v.string(), v.maxLength(MAX_INVITE), v.regex(/^[\w.-]+$/))),
  }),
  "room:unlock": v.strictObject({ room, password }),
  "room:leave": v.strictObject({ mayReturn: v.boolean() }),
  "member:media": media,
  "member:hand": v.strictObject({ up: v.boolean() }),
  "member:name": v.strictObject({ name: person }),
  "member:react": v.strictObject({ reaction: v.picklist(REACTIONS) }),
  "member:typing": v.strictObject({ on: v.boolean() }),
  "member:record": v.strictObject({ on: v.boolean() }),
  "member:consent": v.strictObject({ told: count, agrees: v.boolean() }),
  "member:attest": v.strictObject({
    members: v.pipe(v.array(id), v.minLength(1), v.maxLength(MAX_MEMBERS)),
  }),
  "peer:offer": v.strictObject({ ...toMember, sdp, proof: v.exactOptional(proof) }),
  "peer:answer": v.strictObject({ ...toMember, sdp, proof: v.exactOptional(proof) }),
  "peer:ice": v.strictObject({
    ...toMember,
    candidates: v.pipe(v.array(candidate), v.minLength(1), v.maxLength(MAX_CANDIDATES)),
  }),
  "peer:ack": v.strictObject(toMember),
  "media:credentials": nothing,
  ...sfuSchemas({ count, id, sdp }),
  "chat:send": v.strictObject({ id, text, replyTo: v.exactOptional(id), seal }),
  "chat:edit": v.strictObject({ id, target: id, text, seal }),
  "chat:delete": v.strictObject({ id, target: id, seal }),
  "chat:react": v.strictObject({ id, target: id, ...reaction, seal }),
  "chat:restore": v.strictObject({
    lines: v.pipe(v.array(line), v.minLength(1), v.maxLength(MAX_RESTORED)),
  }),
  "admission:answer": v.strictObject({ id: v.nullable(id), admit: v.boolean() }),
  "room:rules": v.strictObject({
    locked: v.boolean(),
    rights: v.strictObject({
      mic: v.boolean(),
      camera: v.boolean(),
      screen: v.boolean(),
      chat: v.boolean(),
      files: v.boolean(),
      record: v.boolean(),
    }),
  }),
  "room:password": v.strictObject({ password: v.nullable(newPassword) }),
  "room:title": v.strictObject({ title: v.nullable(title) }),
  "room:end": nothing,
  "member:mute": v.strictObject({ id: v.nullable(id) }),
  "member:unmute": v.strictObject({ id }),
  "member:unshare": v.strictObject({ id }),
  "member:lower": v.strictObject({ id: v.nullable(id) }),
  "member:rights": v.strictObject({
    id,
    rights: v.pipe(
      v.unknown(),
      v.check((rights) => !Array.isArray(rights)), // an empty one has no key too many
      v.strictObject({
        mic: v.exactOptional(v.boolean()),
        camera: v.exactOptional(v.boolean()),
        screen: v.exactOptional(v.boolean()),
        chat: v.exactOptional(v.boolean()),
        files: v.exactOptional(v.boolean()),
        record: v.exactOptional(v.boolean()),
      }),
    ),
  }),
  "member:role": v.strictObject({ id, role: v.picklist(ROLES) }),
  "member:remove": v.strictObject({ id }),
  "invite:make": v.strictObject({
    role: v.picklist(ROLES),
    hours: v.pipe(v.number(), v.minValue(0.01), v.maxValue(MAX_INVITE_HOURS)),
    uses: v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(MAX_USES)),
  }),
  "invite:list": nothing,
  "invite:revoke": v.strictObject({ id }),
  "echo:send": v.strictObject({ text: echo }),
} satisfies { [E in keyof Requests]: v.GenericSchema<unknown, Requests[E]["payload"]> };

/** Schema of each client event's payload: exactly `Requests[E]["payload"]`, unknown keys refused. */
export const SCHEMAS: {
  readonly [E in keyof Requests]: v.GenericSchema<unknown, Requests[E]["payload"]>;
} = schemas;

/** Whether two types are the same, optional and read-only keys included. */
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends (<T>() => T extends B ? 1 : 2) ? true
  : false;
type Flat<T> = { [K in keyof T]: T[K] };

/** Does not compile when a schema and its payload in events.ts part ways, in either direction. */
type Exact = {
  [E in keyof Requests]: Same<
    Flat<v.InferOutput<(typeof schemas)[E]>>,
    Flat<Requests[E]["payload"]>
  >;
};
({}) as Exact satisfies Record<keyof Requests, true>;
