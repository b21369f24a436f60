// Between which pages media go directly: not between those that an SFU serves, whose connections stay.
import { SLOTS } from "../../../protocol/slots.ts";
import type { Clock } from "../../ports.ts";
import type { PeerMessage } from "../data_messages.ts";
import type { MessageBudget } from "../message_budget.ts";
import type { LocalTracks } from "../tracks.ts";
import type { DirectHost, DirectReceivers } from "../transport.ts";

/** In a room with an SFU another page gets so long to be served by it, in milliseconds. */
const SERVED_MS = 2_500;
/** How often another page may have all tracks sent again, which costs encoders and key frames. */
const WAKES = { burst: 8, perSecond: 0.5 };
/** Whoever asked for more waits so long, in milliseconds. */
const LATER_MS = 2_000;

const NO_TRACKS: LocalTracks = { mic: null, camera: null, screen: null, screenAudio: null };

export interface DirectMediaOptions extends DirectHost {
  clock: Pick<Clock, "after" | "steady">;
}

/** What another page has asked for. */
interface Asked {
  pauses: boolean;
  wakes: MessageBudget;
  /** Ends the wait for it to be served, or to be woken. */
  cancel: () => void;
}

const NOTHING = () => {};

/** Each page asks the others for media only where it gets none otherwise. */
export class DirectMedia implements DirectReceivers {
  /** Whether the room uses an SFU now. */
  hasSfu = false;
  readonly #options: DirectMediaOptions;
  /** Whom this page gets otherwise. */
  #served: ReadonlySet<string> = new Set();
  /** By member, what they have asked of this page. */
  readonly #asked = new Map<string, Asked>();

  constructor(options: DirectMediaOptions) {
    this.#options = options;
  }

  /** These members' media reach this page another way from now on, and nobody else's. */
  setServed(members: ReadonlySet<string>): void {
    const before = this.#served;
    this.#served = new Set(members);
    for (const id of this.#options.members().keys()) {
      if (before.has(id) !== members.has(id)) this.#tell(id);
    }
  }

  /** Whether the member is to send media to this page directly. */
  asksFor(id: string): boolean {
    return !this.#served.has(id);
  }

  /** A member's new page can be told something: it knows nothing yet. */
  reached(id: string): void {
    if (this.#served.has(id)) this.#tell(id);
  }

  /** A connection to a member begins; in a room with an SFU they will probably be served by it. */
  begin(id: string): void {
    const asked = this.#of(id);
    asked.cancel();
    if (!this.hasSfu) return;
    asked.pauses = true;
    asked.cancel = this.#options.clock.after(SERVED_MS, () => this.#pause(id, false));
  }

  /** Whether the message was one for this. */
  take(id: string, message: PeerMessage): boolean {
    if (message.kind !== "pause") return false;
    const asked = this.#of(id);
    asked.cancel();
    const { clock } = this.#options;
    if (message.on || asked.wakes.take(clock.steady())) this.#pause(id, message.on);
    else asked.cancel = clock.after(LATER_MS, () => this.#pause(id, false));
    return true;
  }

  /** Whether the member wants nothing of this page directly. */
  isPaused(id: string): boolean {
    return this.#asked.get(id)?.pauses ?? false;
  }

  /** Members who are sent media. */
  receivers<M>(members: ReadonlyMap<string, M>): ReadonlyMap<string, M> {
    return new Map([...members].filter(([id]) => !this.isPaused(id)));
  }

  /** What a new connection to the member carries. */
  tracksFor(id: string): LocalTracks {
    return this.isPaused(id) ? NO_TRACKS : this.#options.tracks();
  }

  forget(id: string): void {
    this.#asked.get(id)?.cancel();
    this.#asked.delete(id);
  }

  #pause(id: string, on: boolean): void {
    const asked = this.#of(id);
    asked.cancel = NOTHING;
    if (asked.pauses === on) return;
    asked.pauses = on;
    const tracks = this.tracksFor(id);
    for (const connection of this.#options.members().get(id)?.session.connections ?? []) {
      for (const slot of SLOTS) connection.setTrack(slot, tracks[slot]);
    }
    this.#options.onChange();
  }

  #tell(id: string): void {
    this.#options.send(id, { kind: "pause", on: this.#served.has(id) }); // else `reached` tells it
  }

  #of(id: string): Asked {
    let known = this.#asked.get(id);
    if (known === undefined) {
      known = {
        pauses: false,
        wakes: new this.#options.tools.MessageBudget(WAKES),
        cancel: NOTHING,
      };
      this.#asked.set(id, known);
    }
    return known;
  }
}
