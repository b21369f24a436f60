// The one table of authority: who may send which event, what it costs, what it must look like.
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
import type { Handler, HandlerContext } from "./handlers/handler.ts";
import { mediaCredentials } from "./handlers/media_credentials.ts";
import { inviteList, inviteMake, inviteRevoke } from "./handlers/invitations.ts";
import { admissionAnswer } from "./handlers/admission_answer.ts";
import { memberLower, memberUnmute, memberUnshare } from "./handlers/member_requests.ts";
import { memberHand } from "./handlers/member_hand.ts";
import { memberMedia } from "./handlers/member_media.ts";
import { memberMute } from "./handlers/member_mute.ts";
import { memberName } from "./handlers/member_name.ts";
import { memberReact } from "./handlers/member_react.ts";
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

/** Everything the server must know about one client event before it does anything. */
export interface Row<E extends RequestName> {
  readonly schema: v.GenericSchema<unknown, Requests[E]["payload"]>;
  /** Who may send it. */
  readonly roles: readonly CallerRole[];
  /** Tokens it takes: the dearer, the more work it makes for others. */
  readonly cost: number;
  /** Whether the sender must sit in a room; then the answer to others is "not-in-room". */
  readonly needsRoom: boolean;
  /** Whether it may change what outlives the room. */
  readonly decides?: boolean;
  readonly handle: Handler<E>;
}

/** All client events. There is no other way to have one answered. */
export const TABLE: { readonly [E in RequestName]: Row<E> } = {
  "room:watch": anywhere("room:watch", { cost: 2, handle: roomWatch }),
  "room:join": anywhere("room:join", { cost: 5, handle: roomJoin }),
  "room:unlock": { ...anywhere("room:unlock", { cost: 10, handle: roomUnlock }), roles: OUTSIDE },
  "room:leave": anywhere("room:leave", { cost: 2, handle: roomLeave }),
  "member:media": inside("member:media", { cost: 2, handle: memberMedia }),
  "member:hand": inside("member:hand", { cost: 2, handle: memberHand }),
  "member:name": inside("member:name", { cost: 20, handle: memberName }),
  "member:react": inside("member:react", { cost: 2, handle: memberReact }),
  "member:typing": inside("member:typing", { cost: 1, handle: memberTyping }),
  "member:attest": inside("member:attest", { cost: 1, handle: memberAttest }),
  "peer:offer": inside("peer:offer", { cost: 2, handle: peerOffer }),
  "peer:answer": inside("peer:answer", { cost: 2, handle: peerAnswer }),
  "peer:ice": inside("peer:ice", { cost: 1, handle: peerIce }),
  "peer:ack": inside("peer:ack", { cost: 1, handle: peerAck }),
  "media:credentials": inside("media:credentials", { cost: 5, handle: mediaCredentials }),
  "chat:send": inside("chat:send", { cost: 1, handle: chatSend }),
  "chat:edit": inside("chat:edit", { cost: 2, handle: chatEdit }),
  "chat:delete": inside("chat:delete", { cost: 2, handle: chatDelete }),
  "chat:react": inside("chat:react", { cost: 1, handle: chatReact }),
  "chat:restore": inside("chat:restore", { cost: 5, handle: chatRestore }),
  "admission:answer": inside("admission:answer", {
    cost: 2,
    roles: ADMITTERS,
    handle: admissionAnswer,
  }),
  "room:rules": inside("room:rules", { cost: 5, roles: HOSTS, decides: true, handle: roomRules }),
  "room:password": inside("room:password", {
    cost: 20,
    roles: HOSTS,
    decides: true,
    handle: roomPassword,
  }),
  "room:title": inside("room:title", { cost: 5, roles: HOSTS, decides: true, handle: roomTitle }),
  "room:end": inside("room:end", { cost: 5, roles: HOSTS, decides: true, handle: roomEnd }),
  "member:mute": inside("member:mute", { cost: 2, roles: MODERATORS, handle: memberMute }),
  "member:unmute": inside("member:unmute", { cost: 2, roles: MODERATORS, handle: memberUnmute }),
  "member:unshare": inside("member:unshare", {
    cost: 2,
    roles: MODERATORS,
    handle: memberUnshare,
  }),
  "member:lower": inside("member:lower", { cost: 2, roles: MODERATORS, handle: memberLower }),
  "member:rights": inside("member:rights", { cost: 5, roles: MODERATORS, handle: memberRights }),
  "member:role": inside("member:role", {
    cost: 2,
    roles: HOSTS,
    decides: true,
    handle: memberRole,
  }),
  "member:remove": inside("member:remove", {
    cost: 2,
    roles: MODERATORS,
    decides: true,
    handle: memberRemove,
  }),
  "invite:make": inside("invite:make", {
    cost: 5,
    roles: HOSTS,
    decides: true,
    handle: inviteMake,
  }),
  "invite:list": inside("invite:list", { cost: 2, roles: HOSTS, handle: inviteList }),
  "invite:revoke": inside("invite:revoke", {
    cost: 2,
    roles: HOSTS,
    decides: true,
    handle: inviteRevoke,
  }),
  "echo:send": anywhere("echo:send", { cost: 1, handle: echoSend }),
};

/** What an event costs that is none of ours. */
export const UNKNOWN_COST = 5;

/** A row with its types put aside: the schema vouches for the payload. */
export interface AnyRow extends Omit<Row<RequestName>, "schema" | "handle"> {
  readonly schema: v.GenericSchema;
  readonly handle: (asking: HandlerContext, payload: unknown) => Result | Promise<Result>;
}

/** A reply's fields, or why there is none. */
export type Result = object | ErrorCode;

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
  asking: HandlerContext,
  payload: unknown,
): Result | Promise<Result> {
  const run = () => row.handle(asking, payload);
  return refusalOf(row, asking) ?? (row.decides ? withSavedDecision(asking, run) : run());
}

/** Why somebody may not send this event; null if they may. */
function refusalOf({ roles, needsRoom }: AnyRow, { sender }: HandlerContext): ErrorCode | null {
  if (needsRoom && sender.membership === null) return "not-in-room";
  return roles.includes(callerRoleOf(sender)) ? null : "not-allowed";
}

type Rest<E extends RequestName> = Pick<Row<E>, "cost" | "handle">;

function anywhere<E extends RequestName>(name: E, rest: Rest<E>): Row<E> {
  return { schema: schemaOf(name), roles: ANYONE, needsRoom: false, ...rest };
}

function inside<E extends RequestName>(
  name: E,
  rest: Rest<E> & Partial<Pick<Row<E>, "roles" | "decides">>,
): Row<E> {
  return { schema: schemaOf(name), roles: INSIDE, needsRoom: true, ...rest };
}

function schemaOf<E extends RequestName>(name: E): Row<E>["schema"] {
  return SCHEMAS[name] as Row<E>["schema"];
}
