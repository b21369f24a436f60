// Rooms that outlive the server: what members kept of them is taken over, if it is ours and the newest.
import { readCopy } from "./copies.ts";
import { Graves } from "./graves.ts";
import type { Hub } from "./hub.ts";
import { merge, restored } from "./restore.ts";
import { readToken } from "./seats.ts";
import type { OpenRoom } from "./visitor.ts";

/** What somebody brings along who wants to come back. */
export interface Relic {
  room: string;
  seat: string;
  copy: string;
}

/** Takes copies over. Copies of this very run are never needed: this server knows better. */
export class Revival {
  readonly #hub: Hub;
  readonly #graves = new Graves();

  constructor(hub: Hub) {
    this.#hub = hub;
  }

  /** A room has ended: its copies are worth nothing any more. */
  bury({ room, base }: OpenRoom): void {
    this.#graves.bury(room.name, base);
  }

  /** Goes on from a copy if it tells more than we know. Only who has a seat in it can bring it. */
  adopt({ room: name, seat, copy: sealed }: Relic): void {
    const hub = this.#hub;
    const shown = readToken(hub.seals, { room: name, token: seat });
    const copy = shown && readCopy(hub.seals, sealed, { name, now: hub.now() });
    if (copy === null || copy.run === hub.run) return;
    if (!copy.seats.some(({ member }) => member === shown?.member)) return;
    const { version } = copy.room;
    if (this.#graves.holds(name, version)) return;
    const { seatMemoryMs, chatHistory: history } = hub.settings;
    const moment = { now: hub.now(), steady: hub.steady(), seatMemoryMs };
    const open = hub.find(name);
    if (open === undefined) return hub.revive(restored(copy, { ...moment, history }));
    if (version <= open.base) return;
    const { room, seats, expelled, inherited } = merge(open, copy, moment);
    for (const member of expelled) this.#expel(open, member);
    open.seats = seats;
    open.inherited = inherited;
    open.born = Math.min(open.born, copy.born);
    open.base = version;
    open.log = { ...open.log, last: Math.max(open.log.last, copy.last) };
    hub.replace(open, room);
  }

  #expel(open: OpenRoom, member: string): void {
    const visitor = open.present.get(member);
    if (visitor === undefined) return;
    this.#hub.standUp(visitor);
    visitor.outlet.drop(); // when it connects again, its seat is none any more
  }
}
