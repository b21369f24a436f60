// A crowd that tries everything at a room directory, beside the reference that says what of it may succeed.
import assert from "node:assert/strict";
import { readSnapshot } from "@/signaling/recovery/room_snapshot.ts";
import { pick } from "../fakes/random.ts";
import type { Person, SavedSeat } from "./authority_person.ts";
import { World } from "./authority_world.ts";
import { MEDIA_OFF } from "./values.ts";

export type { Person } from "./authority_person.ts";

/** Who asks to be let in, and what may come of it. */
export class Model extends World {
  /** Somebody asks to be let in, with whatever they have kept. */
  join(who: Person, room: string, { honest = false } = {}): void {
    const { random } = this;
    const own = who.savedSeats.filter((saved) => saved.room === room);
    const last = own.at(-1);
    const shows = honest || random() < 0.8;
    const saved = shows
      ? (honest || random() < 0.4 ? last : own.length ? pick(random, own) : last)
      : undefined;
    const copy = honest || random() < 0.5
      ? saved?.copy
      : own.length
      ? pick(random, own).copy
      : undefined;
    const key = random() < 0.3
      ? who.keys.findLast((each) => each.room === room)?.key ?? null
      : null;
    const invite = random() < 0.2
      ? this.invites.findLast((each) => each.room === room)?.token ?? null
      : null;
    const facts = this.factsOf(room);
    const password = random() < 0.5 ? facts.password : null;
    who.page.sender.unlocked = password; // as `room:unlock` does, without its tenth of a second
    const before = who.place;
    const wasYoung = this.isYoung;
    const isStale = wasYoung && saved !== undefined && copy !== undefined &&
      (copy !== last?.copy || !facts.belongs.has(saved.member));
    if (isStale) this.met.staleSnapshots += 1;
    const undo = saved && copy ? this.#learn({ room, saved, copy }) : null;
    const mayReturn = saved !== undefined && facts.mayReturn(saved.member, this.now);
    const shown = {
      member: saved?.member ?? null,
      key,
      invite,
      password,
      address: who.address,
      wasLetIn: who.admitted === room,
    };
    const mayEnter = facts.mayEnter(shown);
    const role = saved && facts.belongs.get(saved.member)?.role;
    const answer = who.page.ask("room:join", {
      room,
      name: "x",
      media: MEDIA_OFF,
      fresh: true,
      ...(saved && { seat: saved.seat }),
      ...(copy && { copy }),
      ...(key && { host: key }),
      ...(invite && { invite }),
    });
    const got = typeof answer === "object" ? answer.self : answer;
    this.trace.push(
      `  p${this.people.indexOf(who)} shows ${saved?.member} at ${room.slice(-5)}: ${got}`,
    );
    if (honest && this.disk && mayReturn && answer !== "server-full") {
      assert.ok(
        typeof answer === "object" && answer.self === saved?.member,
        "back after a restart",
      );
      this.met.backAfterRestart += 1;
    }
    const isBack = typeof answer === "object" && answer.self === saved?.member;
    if (isBack && undo) this.met.learned += 1;
    else undo?.(); // it knows of an end that it met in this run: who belonged before belongs still
    if (typeof answer === "string") {
      if (answer === "waiting") {
        this.met.waited += 1;
        if (before !== null) this.left(before);
      }
      if (isStale) this.met.refusedStale += 1;
      return;
    }
    if (before !== null && before.member !== answer.self) this.left(before);
    if (isBack) {
      assert.ok(mayReturn, "nobody comes back who may not");
      const isHost = key !== null && facts.keys.has(key);
      const again = isHost ? "host" : role ?? "guest";
      facts.enter(answer.self, { role: again, key, address: who.address });
    } else {
      if (isStale) this.met.refusedStale += 1;
      assert.ok(mayEnter !== null, "nobody comes in who may not");
      if (before?.room !== room) this.#forgetIfAsleep(room);
      facts.enter(answer.self, { role: mayEnter, key, invite, address: who.address });
      if (facts.belongs.get(answer.self)?.taken.length) this.met.restrictedAnew += 1;
      if (mayEnter === "host" && !facts.locked) this.mayAdmit = true;
    }
    who.admitted = null;
    const turn = isBack ? (saved?.turn ?? 0) + 1 : 1;
    const { seat, self: member, state: { copy: newest } } = answer;
    who.savedSeats.push({ room, seat, member, turn, copy: newest });
    who.lines.push(...answer.log.map((payload) => ({ room, call: this.callOf(room), payload })));
    const later = who.page.heard.splice(0).filter(({ event }) => event !== "room:state");
    who.page.heard.push(...later); // states of before the answer are older than it
    this.note(room, answer.state.copy);
  }

  /** Who was in nothing but seats kept for them makes room for a newcomer's own call. */
  #forgetIfAsleep(room: string): void {
    const facts = this.factsOf(room);
    const isWaitedFor = [...facts.belongs.values()].some(({ until }) =>
      until === Infinity || until - this.now > 614_000 - 45_000
    );
    if (!isWaitedFor && !this.isYoung) facts.over();
  }

  /** Without a disk a snapshot may be all that the server has to go by; gives how to take it back. */
  #learn(
    { room, saved, copy }: { room: string; saved: SavedSeat; copy: string },
  ): (() => void) | null {
    const known = this.sealed.get(copy);
    const facts = this.factsOf(room);
    const { member, turn } = saved;
    if (this.disk !== null || !this.isYoung || known === undefined) return null;
    const seats = readSnapshot(this.world.directory.crypto, copy, room)?.seats;
    const seat = seats?.find((each) => each.member === member);
    const now = this.world.directory.find(room)?.seats.find((each) => each.member === member);
    const newest = Math.max(seat?.turn ?? 0, now?.turn ?? 0);
    if (known.order > this.startOrder || !seat || turn < newest - 1) return null;
    const told = this.told.get(room) ?? 0;
    const isOver = facts.ended && !this.toldEnds.has(room); // by a host of this run
    if (isOver || known.order < told) return null;
    if (known.order > told) facts.learn(known.facts);
    this.told.set(room, known.order);
    if (known.facts.ended) this.toldEnds.add(room);
    else this.toldEnds.delete(room);
    if (facts.endedNow) return null; // nobody comes back to what has ended
    const base = this.bases.get(room);
    if (known.order <= (base ?? 0)) return null;
    if (facts.isBanned(member) || facts.departed.has(member)) return null;
    const inside = this.people.flatMap(({ place, address }) =>
      place?.room === room ? [[place.member, address] as const] : []
    );
    const { call, belongs } = facts;
    facts.meet(known.facts, { now: this.now, addresses: new Map(inside) });
    this.bases.set(room, known.order);
    return () => {
      Object.assign(facts, { call, belongs });
      if (base !== undefined) this.bases.set(room, base);
      else this.bases.delete(room);
    };
  }
}
