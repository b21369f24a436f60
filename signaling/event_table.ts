// The table of client events: who may send which, what it costs, its schema and its handler.
import type * as v from "valibot";
import type { ErrorCode } from "../protocol/errors.ts";
import { REQUEST_NAMES, type RequestName, type Requests } from "../protocol/events.ts";
import { SCHEMAS } from "../protocol/schemas.ts";
import { withSavedDecision } from "./access/saved_decision.ts";
import { chatDelete } from "./handlers/chat_delete.ts";
import { chatEdit } from "./handlers/chat_edit.ts";
import { chatReact } from "./handlers/chat_react.ts";
import { chatRestore } from "./handlers/chat_restore.ts";
import { chatSend } from "./handlers/chat_send.ts";
import { echoSend } from "./handlers/echo_send.ts";
import type {
  AnyoneHandler,
  HandlerContext,
  HostContext,
  HostHandler,
  MemberContext,
  MemberHandler,
} from "./handlers/handler.ts";
import { hostContextOf, memberContextOf } from "./handlers/handler_contexts.ts";
import { mediaAnswer } from "./handlers/media_answer.ts";
import { mediaCredentials } from "./handlers/media_credentials.ts";
import { mediaLayers } from "./handlers/media_layers.ts";
import { mediaPublish } from "./handlers/media_publish.ts";
import { mediaSubscribe } from "./handlers/media_subscribe.ts";
import { inviteList, inviteMake, inviteRevoke } from "./handlers/invitations.ts";
import { admissionAnswer } from "./handlers/admission_answer.ts";
import { memberLower, memberUnmute, memberUnshare } from "./handlers/member_requests.ts";
import { memberHand } from "./handlers/member_hand.ts";
import { memberMedia } from "./handlers/member_media.ts";
import { memberMute } from "./handlers/member_mute.ts";
import { memberName } from "./handlers/member_name.ts";
import { memberReact } from "./handlers/member_react.ts";
import { memberConsent } from "./handlers/member_consent.ts";
import { memberRecord } from "./handlers/member_record.ts";
import { memberRemove } from "./handlers/member_remove.ts";
import { memberRights } from "./handlers/member_rights.ts";
import { memberRole } from "./handlers/member_role.ts";
import { memberTyping } from "./handlers/member_typing.ts";
import { memberAttest } from "./handlers/member_attest.ts";
import { peerAck } from "./handlers/peer_ack.ts";
import { peerAnswer } from "./handlers/peer_answer.ts";
import { peerIce } from "./handlers/peer_ice.ts";
import { peerOffer } from "./handlers/peer_offer.ts";
import { roomEnd } from "./handlers/room_end.ts";
import { roomJoin } from "./handlers/room_join.ts";
import { roomLeave } from "./handlers/room_leave.ts";
import { roomPassword } from "./handlers/room_password.ts";
import { roomRules } from "./handlers/room_rules.ts";
import { roomTitle } from "./handlers/room_title.ts";
import { roomUnlock } from "./handlers/room_unlock.ts";
import { roomWatch } from "./handlers/room_watch.ts";
import {
  ADMITTERS,
  ANYONE,
  type CallerRole,
  callerRoleOf,
  HOSTS,
  INSIDE,
  MODERATORS,
  OUTSIDE,
} from "./caller_role.ts";

/** What the server must know about any client event before it does anything. */
interface Terms<E extends RequestName> {
  readonly schema: v.GenericSchema<unknown, Requests[E]["payload"]>;
  /** Who may send it. */
  readonly roles: readonly CallerRole[];
  /** Tokens that it takes, more for events that make more work for others. */
  readonly cost: number;
}

/** An event that may come from outside every room. */
export interface AnyoneRow<E extends RequestName> extends Terms<E> {
  readonly from: "anyone";
  readonly handle: AnyoneHandler<E>;
}

/** An event of members; the answer to others is "not-in-room". */
export interface MemberRow<E extends RequestName> extends Terms<E> {
  readonly from: "member";
  readonly handle: MemberHandler<E>;
}

/** An event by which somebody acts as a host: only in rooms that belong to somebody. */
export interface HostRow<E extends RequestName> extends Terms<E> {
  readonly from: "host";
  /** Whether it may change what outlives the room. */
  readonly decides: boolean;
  readonly handle: HostHandler<E>;
}

/** One client event; `from` says what the table has checked before it calls the handler. */
export type Row<E extends RequestName> = AnyoneRow<E> | MemberRow<E> | HostRow<E>;

/** All client events. There is no other way to have one answered. */
export const TABLE: { readonly [E in RequestName]: Row<E> } = {
  "room:watch": anyone("room:watch", { cost: 2, handle: roomWatch }),
  "room:join": anyone("room:join", { cost: 5, handle: roomJoin }),
  "room:unlock": anyone("room:unlock", { cost: 10, roles: OUTSIDE, handle: roomUnlock }),
  "room:leave": anyone("room:leave", { cost: 2, handle: roomLeave }),
  "member:media": member("member:media", { cost: 2, handle: memberMedia }),
  "member:hand": member("member:hand", { cost: 2, handle: memberHand }),
  "member:name": member("member:name", { cost: 20, handle: memberName }),
  "member:react": member("member:react", { cost: 2, handle: memberReact }),
  "member:typing": member("member:typing", { cost: 1, handle: memberTyping }),
  "member:record": member("member:record", { cost: 10, handle: memberRecord }),
  "member:consent": member("member:consent", { cost: 2, handle: memberConsent }),
  "member:attest": member("member:attest", { cost: 1, handle: memberAttest }),
  "peer:offer": member("peer:offer", { cost: 2, handle: peerOffer }),
  "peer:answer": member("peer:answer", { cost: 2, handle: peerAnswer }),
  "peer:ice": member("peer:ice", { cost: 1, handle: peerIce }),
  "peer:ack": member("peer:ack", { cost: 1, handle: peerAck }),
  "media:credentials": member("media:credentials", { cost: 5, handle: mediaCredentials }),
  "media:publish": member("media:publish", { cost: 20, handle: mediaPublish }),
  "media:subscribe": member("media:subscribe", { cost: 10, handle: mediaSubscribe }),
  "media:answer": member("media:answer", { cost: 2, handle: mediaAnswer }),
  "media:layers": member("media:layers", { cost: 2, handle: mediaLayers }),
  "chat:send": member("chat:send", { cost: 1, handle: chatSend }),
  "chat:edit": member("chat:edit", { cost: 2, handle: chatEdit }),
  "chat:delete": member("chat:delete", { cost: 2, handle: chatDelete }),
  "chat:react": member("chat:react", { cost: 1, handle: chatReact }),
  "chat:restore": member("chat:restore", { cost: 5, handle: chatRestore }),
  "admission:answer": host("admission:answer", {
    cost: 2,
    roles: ADMITTERS,
    handle: admissionAnswer,
  }),
  "room:rules": host("room:rules", { cost: 5, decides: true, handle: roomRules }),
  "room:password": host("room:password", { cost: 20, decides: true, handle: roomPassword }),
  "room:title": host("room:title", { cost: 5, decides: true, handle: roomTitle }),
  "room:end": host("room:end", { cost: 5, decides: true, handle: roomEnd }),
  "member:mute": host("member:mute", { cost: 2, roles: MODERATORS, handle: memberMute }),
  "member:unmute": host("member:unmute", {
    cost: 2,
    roles: MODERATORS,
    decides: true,
    handle: memberUnmute,
  }),
  "member:unshare": host("member:unshare", { cost: 2, roles: MODERATORS, handle: memberUnshare }),
  "member:lower": host("member:lower", { cost: 2, roles: MODERATORS, handle: memberLower }),
  "member:rights": host("member:rights", {
    cost: 5,
    roles: MODERATORS,
    decides: true,
    handle: memberRights,
  }),
  "member:role": host("member:role", { cost: 2, decides: true, handle: memberRole }),
  "member:remove": host("member:remove", {
    cost: 2,
    roles: MODERATORS,
    decides: true,
    handle: memberRemove,
  }),
  "invite:make": host("invite:make", { cost: 5, decides: true, handle: inviteMake }),
  "invite:list": host("invite:list", { cost: 2, handle: inviteList }),
  "invite:revoke": host("invite:revoke", { cost: 2, decides: true, handle: inviteRevoke }),
  "echo:send": anyone("echo:send", { cost: 1, handle: echoSend }),
};

/** What an unknown event costs. */
export const UNKNOWN_COST = 5;

/** A reply's fields, or why there is none. */
export type Result = object | ErrorCode;

type Erased<C> = (context: C, payload: unknown) => Result | Promise<Result>;

/** A row with its types put aside: the schema has checked the payload. */
export type AnyRow =
  & {
    readonly schema: v.GenericSchema;
    readonly roles: readonly CallerRole[];
    readonly cost: number;
  }
  & (
    | { readonly from: "anyone"; readonly handle: Erased<HandlerContext> }
    | { readonly from: "member"; readonly handle: Erased<MemberContext> }
    | { readonly from: "host"; readonly decides: boolean; readonly handle: Erased<HostContext> }
  );

const ROWS: ReadonlyMap<unknown, AnyRow> = new Map(
  REQUEST_NAMES.map((name) => [name, TABLE[name] as unknown as AnyRow]),
);

/** The row of an event whose name came over the wire: a Map, because names are anything at all. */
export function rowOf(name: unknown): AnyRow | undefined {
  return ROWS.get(name);
}

/** Answers an event whose payload has passed its schema, if the sender may send it. */
export function perform(
  row: AnyRow,
  context: HandlerContext,
  payload: unknown,
): Result | Promise<Result> {
  const mayAsk = row.roles.includes(callerRoleOf(context.sender));
  if (row.from === "anyone") return mayAsk ? row.handle(context, payload) : "not-allowed";
  const member = memberContextOf(context);
  if (member === null) return "not-in-room";
  if (!mayAsk) return "not-allowed";
  if (row.from === "member") return row.handle(member, payload);
  const host = hostContextOf(member);
  if (host === null) return "not-allowed";
  const run = () => row.handle(host, payload);
  if (!row.decides) return run();
  const { sender: { address }, directory: { admission: { accessStore } } } = context;
  return withSavedDecision({ accessStore, room: host.room.name, address }, run);
}

type Asked<R extends { handle: unknown; cost: number }> = Pick<R, "handle" | "cost">;

function anyone<E extends RequestName>(
  name: E,
  { roles = ANYONE, ...rest }: Asked<AnyoneRow<E>> & { roles?: readonly CallerRole[] },
): AnyoneRow<E> {
  return { from: "anyone", schema: schemaOf(name), roles, ...rest };
}

function member<E extends RequestName>(name: E, rest: Asked<MemberRow<E>>): MemberRow<E> {
  return { from: "member", schema: schemaOf(name), roles: INSIDE, ...rest };
}

function host<E extends RequestName>(
  name: E,
  { roles = HOSTS, decides = false, ...rest }: Asked<HostRow<E>> & {
    roles?: readonly CallerRole[];
    decides?: boolean;
  },
): HostRow<E> {
  return { from: "host", schema: schemaOf(name), roles, decides, ...rest };
}

function schemaOf<E extends RequestName>(name: E): Row<E>["schema"] {
  return SCHEMAS[name] as Row<E>["schema"];
}
