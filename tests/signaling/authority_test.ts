// Who may do what: every event of the table for everybody there can be. A new event has no row: it fails.
import assert from "node:assert/strict";
import { REQUEST_NAMES, type RequestName } from "@/protocol/events.ts";
import { ALL_RIGHTS } from "@/protocol/rights.ts";
import { SAMPLES } from "../protocol/samples.ts";
import { enterAs, startOwnedRoom } from "./access/access_kit.ts";
import type { FakeConnection } from "./room_directory_kit.ts";

/** Everybody there can be, seen from one room. */
const PEOPLE = [
  "anonymous",
  "waiting",
  "guest",
  "member",
  "deputy", // beside a host: no more than a member
  "host",
  "ex-host",
  "removed",
  "foreign host",
] as const;
type Person = typeof PEOPLE[number];

/** What comes of an event: it is done, or how it is refused. */
type Fate = "done" | "no-such-line" | "not-in-room" | "not-allowed" | "no-such-member";

const OUTSIDE: readonly Person[] = ["anonymous", "waiting", "removed"];
const HOSTS: readonly Person[] = ["host", "foreign host"];

/** Where people are all treated alike. */
const EVERYBODY = (fate: Fate) => () => fate;
/** For those inside any room; `fate` is for those whom it concerns. */
const INSIDE = (fate: Fate) => (person: Person): Fate =>
  OUTSIDE.includes(person) ? "not-in-room" : fate;
/** For hosts. A host of another room has no power here: what they name is not in theirs. */
const HOST = (here: Fate, elsewhere: Fate = here) => (person: Person): Fate => {
  if (OUTSIDE.includes(person)) return "not-in-room";
  if (!HOSTS.includes(person)) return "not-allowed";
  return person === "host" ? here : elsewhere;
};
const TO_MEMBER = (person: Person): Fate =>
  OUTSIDE.includes(person) ? "not-in-room" : person === "foreign host" ? "no-such-member" : "done";

/** The whole of it, cell by cell. */
const MATRIX: Record<RequestName, (person: Person) => Fate> = {
  "room:watch": EVERYBODY("done"),
  "room:join": EVERYBODY("done"),
  "room:unlock": (person) => OUTSIDE.includes(person) ? "done" : "not-allowed",
  "room:leave": (person) => person === "anonymous" || person === "removed" ? "not-in-room" : "done",
  "member:media": INSIDE("done"),
  "member:hand": INSIDE("done"),
  "member:name": INSIDE("done"),
  "member:react": INSIDE("done"),
  "member:typing": INSIDE("done"),
  "member:record": INSIDE("done"),
  // The sample names a recording that nobody makes.
  "member:consent": INSIDE("not-allowed"),
  "member:attest": INSIDE("done"),
  "peer:offer": TO_MEMBER,
  "peer:answer": TO_MEMBER,
  "peer:ice": TO_MEMBER,
  "peer:ack": TO_MEMBER,
  "media:credentials": INSIDE("done"),
  // There is no SFU.
  "media:publish": INSIDE("not-allowed"),
  "media:subscribe": INSIDE("not-allowed"),
  "media:answer": INSIDE("not-allowed"),
  "media:layers": INSIDE("not-allowed"),
  "chat:send": INSIDE("done"),
  "chat:edit": INSIDE("no-such-line"),
  "chat:delete": INSIDE("no-such-line"),
  "chat:react": INSIDE("no-such-line"),
  "chat:restore": INSIDE("done"),
  "admission:answer": (person) =>
    person === "member" || person === "deputy"
      ? "not-allowed"
      : HOST("done", "no-such-member")(person),
  "room:rules": HOST("done"),
  "room:password": HOST("done"),
  "room:title": HOST("done"),
  "room:end": HOST("done"),
  "member:mute": HOST("done", "no-such-member"),
  "member:unmute": HOST("done", "no-such-member"),
  "member:unshare": HOST("done", "no-such-member"),
  "member:lower": HOST("done", "no-such-member"),
  "member:rights": HOST("done", "no-such-member"),
  "member:role": HOST("done", "no-such-member"),
  "member:remove": HOST("done", "no-such-member"),
  "invite:make": HOST("done"),
  "invite:list": HOST("done"),
  "invite:revoke": HOST("done", "no-such-member"),
  "echo:send": EVERYBODY("done"),
};

/** An owned room with one of each, and what a payload must name to concern somebody in it. */
function scene() {
  const owned = startOwnedRoom({ roomsLimit: 9 });
  const { host, room } = owned;
  const target = owned.enter("Target").joined.self;
  const exHost = enterAs(owned, "host");
  exHost.connection.ask("member:role", { id: exHost.joined.self, role: "guest" });
  const removed = owned.enter("Removed");
  const people: Record<Person, FakeConnection> = {
    anonymous: owned.connection(),
    waiting: owned.connection(),
    guest: enterAs(owned, "guest").connection,
    member: enterAs(owned, "member").connection,
    deputy: enterAs(owned, "deputy").connection,
    host,
    "ex-host": exHost.connection,
    removed: removed.connection,
    "foreign host": owned.connection(),
  };
  host.ask("member:remove", { id: removed.joined.self });
  const other = startOwnedRoom();
  people["foreign host"].join(other.room, { host: other.key });
  const made = host.ask("invite:make", { role: "guest", hours: 1, uses: 1 });
  assert.ok(typeof made === "object");
  host.ask("room:rules", { locked: true, rights: ALL_RIGHTS });
  const { name, media, fresh } = SAMPLES["room:join"];
  assert.equal(people.waiting.ask("room:join", { room, name, media, fresh }), "waiting");
  const waiting = host.take("admission:waiting").at(-1)?.waiting[0]?.id ?? "";
  return { owned, people, target, waiting, invite: made.invitation.id };
}

type Situation = ReturnType<typeof scene>;

/** The sample of an event, made to concern the people of this scene. */
function payloadOf(event: RequestName, { owned, target, waiting, invite }: Situation): unknown {
  const sample = SAMPLES[event];
  const names = {
    to: target,
    id: event === "admission:answer" ? waiting : event === "invite:revoke" ? invite : target,
    room: event === "room:join" ? "an-open-room" : owned.room,
  };
  const own = Object.entries(names).filter(([key]) =>
    key in sample && !(event === "chat:send" && key === "id")
  );
  return { ...sample, ...Object.fromEntries(own) };
}

for (const event of REQUEST_NAMES) {
  Deno.test(`${event}: everybody may do what the table says, and nothing else`, async () => {
    for (const person of PEOPLE) {
      const all = scene();
      const before = JSON.stringify(all.owned.directory.find(all.owned.room)?.values.room);
      const answer = await all.people[person].ask(event, payloadOf(event, all) as never);
      const fate = MATRIX[event](person);
      assert.equal(typeof answer === "object" ? "done" : answer, fate, `${person} ${event}`);
      if (fate === "done" && person !== "foreign host") continue;
      const after = JSON.stringify(all.owned.directory.find(all.owned.room)?.values.room);
      assert.equal(after, before, `${person} ${event} changed a room that is not theirs to change`);
    }
  });
}
