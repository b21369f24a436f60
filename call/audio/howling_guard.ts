// Two people in one room with two devices: both are told, and one of them goes silent, before it howls.
import type { Notification } from "../notifications/notification.ts";
import type { Clock } from "../ports.ts";
import type { MessageBus } from "../transport/message_bus.ts";
import { SameSound } from "./same_sound.ts";

/** Between two looks, in milliseconds. */
const LOOK_MS = 3_000;
const ALIKE = { from: 0.8, until: 0.6 };
/** So many looks in a row; with the time that one looks back at, half a minute. */
const LOOKS = 4;
/** What the other page found is true for so long, in milliseconds. */
const HEARD_MS = 30_000;
/** It is told again after this time, in milliseconds. */
const TELL_MS = 10_000;

export interface HowlingGuardOptions {
  clock: Pick<Clock, "steady">;
  self(): string | null;
  nameOf(id: string): string;
  messages: Pick<MessageBus, "send">;
  /** Switches the own microphone off, and what comes from the member. */
  silence(id: string): void;
  notify(notification: Notification): void;
}

interface OtherMicrophone {
  readonly sound: SameSound;
  looks: number;
  lookedAt: number;
  toldAt: number;
  /** The other page hears the same; when it said so. */
  heardAt: number;
  /** People who switch on again what was switched off know better. */
  isDone: boolean;
}

/** Both pages have to find it: nobody else can make this one silent. */
export class HowlingGuard {
  readonly #options: HowlingGuardOptions;
  readonly #pairs = new Map<string, OtherMicrophone>();

  constructor(options: HowlingGuardOptions) {
    this.#options = options;
  }

  /** The levels of everybody now, amplitudes from 0 to 1. */
  note(levels: ReadonlyMap<string, number>): void {
    const self = this.#options.self();
    const own = self === null ? undefined : levels.get(self);
    if (own === undefined) return;
    for (const id of this.#pairs.keys()) if (!levels.has(id)) this.#pairs.delete(id);
    const now = this.#options.clock.steady();
    for (const [id, other] of levels) {
      if (id === self) continue;
      const pair = this.#pairOf(id);
      pair.sound.add(now, { own, other });
      if (!pair.isDone && now - pair.lookedAt >= LOOK_MS) this.#look(id, pair, now);
    }
  }

  /** The other page hears what this one hears. */
  heard(id: string): void {
    const pair = this.#pairs.get(id);
    if (pair !== undefined) pair.heardAt = this.#options.clock.steady();
  }

  #look(id: string, pair: OtherMicrophone, now: number): void {
    const { messages, nameOf, notify, self, silence } = this.#options;
    pair.lookedAt = now;
    const likeness = pair.sound.likeness();
    if (likeness === null) return;
    if (likeness >= ALIKE.from) pair.looks += 1;
    else if (likeness < ALIKE.until) pair.looks = 0;
    if (pair.looks < LOOKS) return;
    if (now - pair.toldAt >= TELL_MS && messages.send(id, "near", { on: true })) pair.toldAt = now;
    if (now - pair.heardAt > HEARD_MS) return;
    pair.isDone = true;
    messages.send(id, "near", { on: true }); // whoever looks later needs it still
    const isSilenced = (self() ?? "") > id;
    if (isSilenced) silence(id);
    notify({ kind: "sameRoom", name: nameOf(id), silenced: isSilenced });
  }

  #pairOf(id: string): OtherMicrophone {
    let pair = this.#pairs.get(id);
    if (pair === undefined) {
      pair = {
        ...{ sound: new SameSound(), looks: 0, lookedAt: -Infinity, toldAt: -Infinity },
        ...{ heardAt: -Infinity, isDone: false },
      };
      this.#pairs.set(id, pair);
    }
    return pair;
  }
}
