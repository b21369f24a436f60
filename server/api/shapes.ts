// What goes into the HTTP API and what comes out: one schema each, which the documentation is made of.
import * as v from "valibot";
import { MAX_INVITE_HOURS, MAX_PASSWORD, MAX_USES, MIN_PASSWORD } from "../../protocol/limits.ts";
import { type Right, RIGHTS } from "../../protocol/rights.ts";
import { ROLES } from "../../protocol/roles.ts";
import { API_ERRORS, type ApiError } from "./errors.ts";

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const time = v.pipe(count, v.description("Milliseconds since 1970, by the server's clock."));
const link = v.pipe(
  v.string(),
  v.description("Ends with `k=`: append the room's key there, or leave it as it is."),
);

const NewRoom = v.strictObject({
  locked: v.optional(
    v.pipe(v.boolean(), v.description("Newcomers have to be let in by a host.")),
    false,
  ),
  password: v.optional(
    v.nullable(v.pipe(v.string(), v.minLength(MIN_PASSWORD), v.maxLength(MAX_PASSWORD))),
    null,
  ),
});

const MadeRoom = v.strictObject({
  room: v.pipe(v.string(), v.description("Its name, which nobody can guess.")),
  link: v.pipe(link, v.description("For everybody. Ends with `k=`.")),
  hostLink: v.pipe(link, v.description("Makes whoever opens it a host. Told only here.")),
});

const RoomReport = v.strictObject({
  room: v.string(),
  people: v.pipe(count, v.description("How many are in the call.")),
  waiting: v.pipe(count, v.description("How many wait to be let in.")),
  locked: v.boolean(),
  hasPassword: v.boolean(),
  ended: v.pipe(v.boolean(), v.description("Ended for all; a host who comes opens it again.")),
});

const Ended = v.strictObject({
  people: v.pipe(count, v.description("How many were in the call.")),
});

const Person = v.strictObject({
  id: v.pipe(v.string(), v.description("Good until they leave.")),
  name: v.pipe(v.string(), v.description("As they typed it; it proves nothing.")),
  role: v.picklist(ROLES),
  since: time,
});

const People = v.strictObject({ people: v.array(Person) });

/** The same for each right. */
function forRights<S>(schema: S): Record<Right, S> {
  return Object.fromEntries(RIGHTS.map((name) => [name, schema])) as Record<Right, S>;
}

const RulesChange = v.strictObject({
  locked: v.exactOptional(
    v.pipe(v.boolean(), v.description("Newcomers have to be let in; false lets in who waits.")),
  ),
  rights: v.exactOptional(
    v.pipe(
      v.strictObject(forRights(v.exactOptional(v.boolean()))),
      v.description("What everybody who is no host may do; what is left out stays."),
    ),
  ),
});

const Rules = v.strictObject({
  locked: v.boolean(),
  rights: v.strictObject(forRights(v.boolean())),
});

const NewInvitation = v.strictObject({
  role: v.picklist(ROLES),
  hours: v.pipe(v.number(), v.minValue(0.01), v.maxValue(MAX_INVITE_HOURS)),
  uses: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MAX_USES)),
});

const Invitation = v.strictObject({
  id: v.string(),
  role: v.picklist(ROLES),
  until: time,
  left: v.pipe(count, v.description("How many more people may come by it.")),
});

const MadeInvitation = v.strictObject({
  token: v.pipe(v.string(), v.description("Told only here.")),
  link,
  invitation: Invitation,
});

const Invitations = v.strictObject({ invitations: v.array(Invitation) });

/** What every refusal looks like. */
const Problem = v.strictObject({
  error: v.picklist(Object.keys(API_ERRORS) as [ApiError, ...ApiError[]]),
  at: v.optional(v.pipe(v.string(), v.description("The first field that is wrong."))),
});

/** By the names that the documentation gives them. */
export const SHAPES = {
  NewRoom,
  MadeRoom,
  RoomReport,
  Ended,
  Person,
  People,
  RulesChange,
  Rules,
  NewInvitation,
  Invitation,
  MadeInvitation,
  Invitations,
  Problem,
} as const;

export type ShapeName = keyof typeof SHAPES;
export type Shape<N extends ShapeName> = v.InferOutput<typeof SHAPES[N]>;
