// The room directory under test with a crowd before it, and what the reference says of each room.
import assert from "node:assert/strict";
import type { ErrorCode } from "@/protocol/errors.ts";
import type { RoomState } from "@/protocol/shapes.ts";
import { ADOPT_MS } from "@/signaling/recovery/call_records.ts";
import type { Storage } from "@/signaling/storage.ts";
import { pick, seeded } from "../fakes/random.ts";
import { Facts, type Role } from "./authority_reference.ts";
import { Person } from "./authority_person.ts";
import { newRoom } from "./access/access_kit.ts";
import { FakeClock, startDirectory } from "./room_directory_kit.ts";

const SETTINGS = { roomLimit: 30, roomsLimit: 6 };
const RANKS: readonly Role[] = ["guest", "member", "host"];

/** How a history is made. */
export interface ModelOptions {
  seed: number;
  /** The disk that outlives restarts; null for a server without one. */
  disk: Storage | null;
}

/** The room directory under test, everybody at it, and what the reference says of each room. */
export class World {
  readonly random: () => number;
  readonly clock = new FakeClock();
  readonly disk: Storage | null;
  readonly facts = new Map<string, Facts>();
  readonly keysOf = new Map<string, string | null>();
  readonly people: Person[] = [];
  readonly invites: { room: string; token: string; id: string }[] = [];
  /** Without a disk: what was true when a snapshot was sealed, in the order of sealing. */
  readonly sealed = new Map<string, { order: number; facts: Facts }>();
  /** Without a disk: the newest snapshot that each room went on from in this run. */
  readonly bases = new Map<string, number>();
  /** The newest snapshot of each room that this run has seen. */
  readonly told = new Map<string, number>();
  /** Rooms that had ended by that snapshot. */
  readonly toldEnds = new Set<string>();
  world: ReturnType<typeof startDirectory>;
  startedAt = 0;
  startOrder = 0;
  /** Whether somebody who may do so let people in during this step. */
  mayAdmit = false;
  /** What was done, for whoever reads a failure. */
  readonly trace: string[] = [];
  readonly met = {
    staleSnapshots: 0,
    refusedStale: 0,
    backAfterRestart: 0,
    removedWhileAway: 0,
    evictedRooms: 0,
    evictedRecords: 0,
    restarts: 0,
    refusedActs: 0,
    doneActs: 0,
    waited: 0,
    letIn: 0,
    steppedDown: 0,
    ended: 0,
    oldLines: 0,
    linesBack: 0,
    sentOff: 0,
    learned: 0,
    restricted: 0,
    restrictedAnew: 0,
  };

  constructor({ seed, disk }: ModelOptions) {
    this.random = seeded(seed);
    this.disk = disk;
    this.world = startDirectory(SETTINGS, { clock: this.clock, storage: disk });
    for (let n = 0; n < 10; n++) {
      this.people.push(new Person(this.world.connection(`a${n % 4}`), `a${n % 4}`));
    }
    this.keysOf.set("ала-тоо", null);
    this.facts.set("ала-тоо", new Facts(null));
    for (let n = 0; n < 3; n++) this.makeRoom();
  }

  /** A room for somebody. */
  makeRoom(): void {
    const { room, key } = newRoom();
    this.keysOf.set(room, key);
    this.facts.set(room, new Facts(key));
    pick(this.random, this.people).keys.push({ room, key });
  }

  /** Everybody gives a room up: its hosts may have thrown their keys away. */
  giveUp(room: string): void {
    for (const who of this.people) {
      if (who.place?.room === room) this.leave(who);
      who.keys = who.keys.filter((each) => each.room !== room);
    }
    this.facts.delete(room);
    this.makeRoom();
  }

  get now(): number {
    return this.clock.steady();
  }

  get rooms(): string[] {
    return [...this.facts.keys()];
  }

  factsOf(room: string): Facts {
    const facts = this.facts.get(room);
    assert.ok(facts);
    return facts;
  }

  /** The call that is on; without a disk the reference cannot always tell, but the room directory can. */
  callOf(room: string): number {
    return this.disk ? this.factsOf(room).call : this.world.directory.find(room)?.values.call ?? 0;
  }

  get isYoung(): boolean {
    return this.now - this.startedAt < ADOPT_MS && this.startOrder >= 0 && this.met.restarts > 0;
  }

  /** A new page for somebody. */
  renew(who: Person): void {
    who.page = this.world.connection(who.address);
    who.admitted = null;
  }

  /** The process is gone; another one begins. */
  restart(): void {
    this.met.restarts += 1;
    this.trace.push("restart");
    this.world.directory.close();
    this.clock.pass(1_000);
    this.world = startDirectory(SETTINGS, { clock: this.clock, storage: this.disk });
    this.startedAt = this.now;
    this.startOrder = this.sealed.size;
    this.bases.clear();
    this.told.clear();
    this.toldEnds.clear();
    for (const who of this.people) this.renew(who);
    for (const [room, facts] of this.facts) {
      if (this.disk !== null) facts.restart(this.now);
      else this.facts.set(room, new Facts(this.keysOf.get(room) ?? null));
    }
  }

  /** Somebody is out of the room for good. */
  left({ room, member }: { room: string; member: string }): void {
    this.factsOf(room).leave(member);
  }

  /** Everybody leaves the room for good that they are in. */
  leave(who: Person): void {
    const { place } = who;
    who.page.ask("room:leave", { mayReturn: false });
    if (place !== null) this.left(place);
  }

  /** The socket is lost, after a word that it may come back, or without. */
  lose(who: Person, { says }: { says: boolean }): void {
    const { place } = who;
    if (says) who.page.ask("room:leave", { mayReturn: true });
    who.page.drop();
    if (place !== null) this.factsOf(place.room).lose(place.member, this.now);
    this.renew(who);
  }

  /** Whether an act of hosts was done; it must be done for a host, and for nobody else. */
  judge(place: Person["place"], done: object | ErrorCode, { mustBe = true } = {}): boolean {
    const role = place && this.factsOf(place.room).belongs.get(place.member)?.role;
    const isDone = typeof done === "object";
    if (isDone) assert.equal(role, "host", "nobody does what is the hosts'");
    else if (mustBe && this.disk !== null) assert.notEqual(role, "host", String(done));
    if (isDone) this.met.doneActs += 1;
    else this.met.refusedActs += 1;
    return isDone;
  }

  /** Reads what everybody heard, and holds what is against what may be. */
  settle(): void {
    for (const who of this.people) this.#hear(who);
    for (const who of this.people.filter(({ page }) => page.dropped)) {
      this.met.sentOff += 1;
      who.page.drop();
      this.renew(who);
    }
    for (const room of this.rooms) this.#check(room);
    this.mayAdmit = false;
  }

  #hear(who: Person): void {
    let newest: RoomState | null = null;
    for (const { event, payload } of who.page.heard.splice(0)) {
      if (event === "room:state") {
        if (who.place?.room === payload.room) newest = payload;
      } else if (event === "host:key") {
        const room = who.place?.room;
        if (room) who.keys.push({ room, key: payload.key });
      } else if (event === "admission:answer" && payload.admitted) {
        assert.ok(this.mayAdmit, "let in by somebody who may");
        this.met.letIn += 1;
        who.admitted = who.page.sender.admitted?.room.name ?? null;
      } else if (event === "chat:line") {
        const room = who.place?.room;
        if (room) who.lines.push({ room, call: this.callOf(room), payload });
      }
    }
    const saved = newest && who.savedSeats.findLast(({ room }) => room === newest?.room);
    if (newest && saved) {
      who.savedSeats.push({ ...saved, copy: newest.copy });
      this.note(newest.room, newest.copy);
    }
    // Some are kept for ever, most are not.
    while (who.savedSeats.length > 30) who.savedSeats.splice(Math.floor(this.random() * 25), 1);
    while (who.lines.length > 40) who.lines.splice(Math.floor(this.random() * 35), 1);
  }

  /** What is true when a snapshot is sealed. */
  note(room: string, copy: string): void {
    if (this.disk !== null || this.sealed.has(copy)) return;
    this.sealed.set(copy, { order: this.sealed.size + 1, facts: this.factsOf(room).clone() });
  }

  #check(room: string): void {
    const facts = this.factsOf(room);
    const open = this.world.directory.find(room);
    facts.expire(this.now);
    if (open === undefined && facts.belongs.size > 0 && !this.isYoung) {
      this.met.evictedRooms += 1;
      facts.over();
    }
    if (open === undefined) this.bases.delete(room);
    for (const { id, role, rights } of open?.members ?? []) {
      const place = facts.belongs.get(id);
      assert.ok(place !== undefined, `nobody is inside who may not be: ${id} in ${room.slice(-5)}`);
      assert.ok(role !== "deputy", "nobody is named one in these histories");
      const message = `nobody is more than they are: ${id} in ${room.slice(-5)}`;
      assert.ok(RANKS.indexOf(role) <= RANKS.indexOf(place.role), message);
      if (this.disk === null) continue; // somebody may be less
      assert.equal(role, place.role, "everybody is what they are");
      const taken = [...new Set(place.taken)].sort();
      assert.deepEqual(Object.keys(rights ?? {}).sort(), taken, "and lacks what was taken");
    }
  }
}
