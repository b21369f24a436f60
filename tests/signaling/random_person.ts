// One person of a random crowd: keeps what a client would keep, and checks what it hears.
import assert from "node:assert/strict";
import type { RoomState } from "@/protocol/shapes.ts";
import type { FakeConnection, Heard } from "./room_directory_kit.ts";
import { SETTINGS } from "./room_directory_kit.ts";
import { MEDIA_OFF } from "./values.ts";

/** Hard cases that the random life must have met, or the test proves nothing. */
export const met = {
  replaced: 0,
  returned: 0,
  returnedToFull: 0,
  tooLate: 0,
  cameAgain: 0,
  awake: 0,
  fellSilent: 0,
  givenUp: 0,
  attested: 0,
  moved: 0,
  refused: 0,
  relayed: 0,
  relayRefused: 0,
  saidTwice: 0,
};

/** One person with one page: keeps what a client would keep, and checks what it hears. */
export class Person {
  page: FakeConnection;
  room: string | null = null;
  self = "";
  state: RoomState | null = null;
  lastSeq = 0;
  seats = new Map<string, { seat: string; self: string }>();
  watched: { room: string; count: number } | null = null;
  heardSignals: Extract<Heard, { event: "peer:offer" }>["payload"][] = [];

  constructor(page: FakeConnection) {
    this.page = page;
  }

  join(room: string, { fresh, mic }: { fresh: boolean; mic: boolean }): void {
    const known = this.seats.get(room);
    const media = { ...MEDIA_OFF, mic };
    const seat = known === undefined ? {} : { seat: known.seat };
    const wasIn = this.room;
    const reply = this.page.ask("room:join", { room, name: "x", media, fresh, ...seat });
    this.hear();
    if (typeof reply === "string") {
      assert.ok(reply === "room-full" || reply === "server-full");
      met.refused += 1;
      return;
    }
    if (wasIn !== null && wasIn !== room) met.moved += 1;
    if (known?.self === reply.self && wasIn === null) met.returned += 1;
    if (known?.self === reply.self && reply.log.at(-1)?.kind === "joined") met.cameAgain += 1;
    if (known?.self === reply.self && reply.state.members.length === SETTINGS.roomLimit) {
      met.returnedToFull += 1;
    }
    if (known !== undefined && known.self !== reply.self) met.tooLate += 1;
    this.seats.set(room, reply);
    Object.assign(this, { room, self: reply.self, state: reply.state, watched: null });
    this.lastSeq = reply.log.at(-1)?.seq ?? this.lastSeq;
  }

  /** Reads what came in, in order, as a client would. */
  hear(): void {
    for (const { event, payload } of this.page.heard.splice(0)) {
      if (event === "member:replaced") {
        met.replaced += 1;
        this.room = null;
      } else if (event === "room:state") {
        assert.equal(payload.room, this.room);
        assert.equal(payload.version, (this.state?.version ?? NaN) + 1, "no state is skipped");
        this.state = payload;
      } else if (event === "chat:line") {
        assert.ok(this.room !== null);
        assert.equal(payload.seq, this.lastSeq + 1, "no line is skipped");
        this.lastSeq = payload.seq;
      } else if (event === "room:count") {
        assert.equal(payload.room, this.watched?.room);
        if (this.watched) this.watched.count = payload.count ?? NaN;
      } else if (event === "peer:offer") {
        assert.ok(this.room !== null);
        this.heardSignals.push(payload);
      } else assert.fail(event);
    }
  }
}
