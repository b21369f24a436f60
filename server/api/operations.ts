// The table of the HTTP API: requests are answered, and the documentation is made, by these rows alone.
import { newRoomName, ROOM_NAME_BYTES } from "../../i18n/room_words.ts";
import type { RoomAdminApi } from "../../signaling/mod.ts";
import type { ApiError } from "./errors.ts";
import type { Shape, ShapeName } from "./shapes.ts";

/** What an operation works with. */
export interface OperationContext<Body> {
  roomAdmin: RoomAdminApi;
  /** The server's own address, as the caller has it. */
  origin: string;
  /** Out of the path; "" where it has none. */
  room: string;
  invitation: string;
  person: string;
  body: Body;
}

/** One row. */
export interface Operation {
  method: "GET" | "POST" | "DELETE";
  /** As in OpenAPI: "{room}" stands for one part of the path. */
  path: string;
  summary: string;
  body: ShapeName | null;
  /** Status and shape of success; an answer without a shape has no body. */
  status: 200 | 201 | 204;
  answer: ShapeName | null;
  /** What it may refuse with, besides what every operation may. */
  refusals: readonly ApiError[];
  run(asked: OperationContext<unknown>): Promise<unknown> | unknown;
}

type Row<B extends ShapeName | null, A extends ShapeName | null> =
  & Omit<Operation, "body" | "answer" | "run">
  & { body: B; answer: A; run(asked: OperationContext<BodyOf<B>>): Given<A> | Promise<Given<A>> };
type BodyOf<B> = B extends ShapeName ? Shape<B> : null;
type Given<A> = (A extends ShapeName ? Shape<A> : null) | ApiError;

/** A row whose types fit together; the body was checked before it runs. */
function row<B extends ShapeName | null, A extends ShapeName | null>(row: Row<B, A>): Operation {
  return row as Operation;
}

const ROOM = "/api/v1/rooms/{room}";

/** Everything that can be asked for. */
export const OPERATIONS: readonly Operation[] = [
  row({
    method: "POST",
    path: "/api/v1/rooms",
    summary: "Makes a room that belongs to whoever has its host link.",
    body: "NewRoom",
    status: 201,
    answer: "MadeRoom",
    refusals: ["too-fast", "server-full"],
    run: async ({ roomAdmin, origin, body }) => {
      const random = crypto.getRandomValues(new Uint8Array(ROOM_NAME_BYTES));
      const made = await roomAdmin.make({ ...body, nameOf: (end) => newRoomName(random, end) });
      if (typeof made === "string") return made;
      const { room, key } = made;
      const link = linkOf({ origin, room });
      return { room, link: `${link}#k=`, hostLink: `${link}#host=${key}&k=` };
    },
  }),
  row({
    method: "GET",
    path: ROOM,
    summary: "Tells how a room is, and nothing of who is in it.",
    body: null,
    status: 200,
    answer: "RoomReport",
    refusals: ["no-such-room"],
    run: ({ roomAdmin, room }) => roomAdmin.read(room),
  }),
  row({
    method: "POST",
    path: `${ROOM}/end`,
    summary: "Ends the call for everybody; nobody comes in again before a host does.",
    body: null,
    status: 200,
    answer: "Ended",
    refusals: ["no-such-room", "not-kept"],
    run: ({ roomAdmin, room }) => roomAdmin.end(room),
  }),
  row({
    method: "POST",
    path: `${ROOM}/rules`,
    summary: "Locks or opens the room, and gives rights to those who are no host, or takes them.",
    body: "RulesChange",
    status: 200,
    answer: "Rules",
    refusals: ["no-such-room", "not-kept"],
    run: ({ roomAdmin, room, body }) => roomAdmin.rules(room, body),
  }),
  row({
    method: "GET",
    path: `${ROOM}/people`,
    summary: "Tells who is in the call.",
    body: null,
    status: 200,
    answer: "People",
    refusals: ["no-such-room"],
    run: ({ roomAdmin, room }) => roomAdmin.people(room),
  }),
  row({
    method: "DELETE",
    path: `${ROOM}/people/{person}`,
    summary: "Removes somebody who is no host; they have to be let in if they come again.",
    body: null,
    status: 204,
    answer: null,
    refusals: ["no-such-room", "no-such-person", "is-host", "not-kept"],
    run: ({ roomAdmin, room, person }) => roomAdmin.remove(room, person),
  }),
  row({
    method: "POST",
    path: `${ROOM}/invitations`,
    summary: "Makes an invitation that expires; it opens a locked room, too.",
    body: "NewInvitation",
    status: 201,
    answer: "MadeInvitation",
    refusals: ["no-such-room", "too-many", "not-kept"],
    run: async ({ roomAdmin, origin, room, body }) => {
      const made = await roomAdmin.invite(room, body);
      if (typeof made === "string") return made;
      return { ...made, link: `${linkOf({ origin, room })}#invite=${made.token}&k=` };
    },
  }),
  row({
    method: "GET",
    path: `${ROOM}/invitations`,
    summary: "Lists the invitations that are still good, without their tokens.",
    body: null,
    status: 200,
    answer: "Invitations",
    refusals: ["no-such-room"],
    run: ({ roomAdmin, room }) => roomAdmin.invitations(room),
  }),
  row({
    method: "DELETE",
    path: `${ROOM}/invitations/{invitation}`,
    summary: "Revokes an invitation; who came by it stays.",
    body: null,
    status: 204,
    answer: null,
    refusals: ["no-such-room", "no-such-invitation", "not-kept"],
    run: ({ roomAdmin, room, invitation }) => roomAdmin.revoke(room, invitation),
  }),
];

function linkOf({ origin, room }: { origin: string; room: string }): string {
  return `${origin}/r/${encodeURIComponent(room)}`;
}
