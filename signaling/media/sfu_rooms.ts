// Which rooms use an SFU, and what their members say to it.
import type { Requests, ServerEventName, ServerEventPayloads } from "../../protocol/events.ts";
import type { ErrorCode } from "../../protocol/errors.ts";
import type { SfuMode } from "../../protocol/sfu.ts";
import type { Member } from "../../protocol/shapes.ts";
import type { Clock } from "../clock.ts";
import { needsSfu } from "./head_count.ts";
import type { MediaRouter, RoutedPage, RoutedRoom } from "./media_router.ts";

/** A room in which few are left goes back to a mesh after so long, in milliseconds. */
const BACK_MS = 5_000;
/** Then pages get so long to move, in milliseconds. */
const MOVING_MS = 10_000;
/** After a failure a room is opened again after so long, in milliseconds. */
const AGAIN_MS = 2_000;

/** What of an open room is needed here. */
export interface SfuUser {
  readonly name: string;
  readonly members: readonly Member[];
  notify<E extends ServerEventName>(
    member: string,
    event: E,
    payload: ServerEventPayloads[E],
  ): boolean;
}

export interface SfuRoomsOptions {
  router: MediaRouter;
  /** Members up to whom a room is a mesh. */
  meshMax: number;
  clock: Clock;
  rooms: {
    find(name: string): SfuUser | undefined;
    names(): Iterable<string>;
    /** Lets a room's media travel another way, and tells its members. */
    travel(name: string, mode: SfuMode | null): void;
  };
  onError(error: unknown): void;
}

/**
 * "few": it goes back to a mesh if no more come soon. "leaving": pages move to the mesh. "waiting":
 * it failed, and is opened again soon.
 */
type Phase = "opening" | "open" | "few" | "leaving" | "waiting";

/** One room that uses an SFU, or wants to. */
interface Use {
  phase: Phase;
  routed: RoutedRoom | null;
  readonly epoch: number;
  /** Pages that have spoken to it, by member. */
  readonly pages: Map<string, RoutedPage>;
  timer: unknown;
}

/** Who speaks to the SFU, and of which opening of their room. */
interface Speaker {
  me: Member;
  epoch: number;
}

/** Opens rooms at the router when they grow, and closes them when they shrink or end. */
export class SfuRooms {
  readonly #options: SfuRoomsOptions;
  readonly #uses = new Map<string, Use>();
  #epoch = 0;

  constructor(options: SfuRoomsOptions) {
    this.#options = options;
    options.router.onUp = () => {
      for (const name of [...options.rooms.names()]) this.changed(name);
    };
  }

  /** Rooms whose media an SFU carries. */
  get count(): number {
    return [...this.#uses.values()].filter(({ routed }) => routed !== null).length;
  }

  /** Members, rights or media of a room have changed, or it is gone. Changes no room before it returns. */
  changed(name: string): void {
    const { meshMax, router, rooms } = this.#options;
    const room = rooms.find(name);
    if (room === undefined) return this.#end(name);
    const use = this.#uses.get(name);
    const uses = use?.phase === "open" || use?.phase === "few";
    const isNeeded = needsSfu(room.members.length, { meshMax, uses });
    if (use === undefined) return isNeeded && router.isUp ? this.#begin(name) : undefined;
    this.#follow(room, use);
    if (use.phase === "open" && !isNeeded) {
      this.#enter(use, { phase: "few", ms: BACK_MS, then: () => this.#leave(name, use) });
    } else if (use.phase === "few" && isNeeded) this.#enter(use, { phase: "open" });
    else if (use.phase === "leaving" && isNeeded) {
      this.#enter(use, { phase: "open", ms: 0, then: () => this.#travel(name, use) });
    }
  }

  /** A page offers what it sends. The answer comes as `media:published`. */
  publish(
    room: SfuUser,
    me: Member,
    { epoch, ...publication }: Requests["media:publish"]["payload"],
  ): object | ErrorCode {
    return this.#withPage(room, { me, epoch }, (routed, page) => {
      const tell = (sdp: string | null) =>
        void room.notify(me.id, "media:published", { epoch, sdp });
      routed.publish(page, publication).then(tell, (error) => {
        this.#options.onError(error);
        tell(null);
      });
      routed.allow(page, me.media);
    });
  }

  /** A page wants to receive the others: offers come as `media:offer`. */
  subscribe(
    room: SfuUser,
    me: Member,
    { epoch }: Requests["media:subscribe"]["payload"],
  ): object | ErrorCode {
    return this.#withPage(room, { me, epoch }, (routed, page) => routed.subscribe(page));
  }

  /** A page answers an offer. */
  answer(
    room: SfuUser,
    me: Member,
    { epoch, ...answer }: Requests["media:answer"]["payload"],
  ): object | ErrorCode {
    return this.#withPage(room, { me, epoch }, (routed, page) => routed.answer(page, answer));
  }

  /** A page says how large it shows the others' pictures. */
  choose(
    room: SfuUser,
    me: Member,
    { epoch, choices }: Requests["media:layers"]["payload"],
  ): object | ErrorCode {
    return this.#withPage(room, { me, epoch }, (routed, page) => routed.choose(page, choices));
  }

  close(): void {
    for (const name of [...this.#uses.keys()]) this.#end(name);
    this.#options.router.close();
  }

  #withPage(
    { name }: SfuUser,
    { me: { id: member, epoch: page }, epoch }: Speaker,
    run: (routed: RoutedRoom, page: RoutedPage) => void,
  ): object | ErrorCode {
    const use = this.#uses.get(name);
    if (!use?.routed || use.epoch !== epoch) return "not-allowed"; // media travel otherwise by now
    const before = use.pages.get(member);
    if (before !== undefined && before.epoch !== page) use.routed.drop(before);
    const now = { member, epoch: page };
    use.pages.set(member, now);
    run(use.routed, now);
    return {};
  }

  #begin(name: string): void {
    const { router, clock, rooms, onError } = this.#options;
    const epoch = this.#epoch = Math.max(this.#epoch + 1, clock.now());
    const use: Use = { phase: "opening", routed: null, epoch, pages: new Map(), timer: null };
    this.#uses.set(name, use);
    const isCurrent = () => this.#uses.get(name) === use;
    const opening = router.openRoom({
      onOffer: (page, offer) => {
        if (!isCurrent() || use.pages.get(page.member)?.epoch !== page.epoch) return;
        rooms.find(name)?.notify(page.member, "media:offer", { epoch, ...offer });
      },
      onError,
      onLost: () => isCurrent() && this.#fail(name, use),
    });
    opening.then((routed) => {
      if (!isCurrent() || use.phase !== "opening") return routed.close();
      use.routed = routed;
      use.phase = "open";
      this.#travel(name, use);
    }, (error) => {
      onError(error);
      if (isCurrent()) this.#fail(name, use);
    });
  }

  #travel(name: string, { epoch }: Use): void {
    this.#options.rooms.travel(name, { kind: "sfu", epoch });
  }

  /** Pages move to the mesh while the SFU still carries them. */
  #leave(name: string, use: Use): void {
    this.#enter(use, { phase: "leaving", ms: MOVING_MS, then: () => this.#end(name) });
    this.#options.rooms.travel(name, null);
  }

  /** The room is a mesh again at once; it is opened anew after a while. */
  #fail(name: string, use: Use): void {
    use.routed?.close();
    use.routed = null;
    use.pages.clear();
    const then = () => {
      this.#uses.delete(name);
      this.changed(name);
    };
    this.#enter(use, { phase: "waiting", ms: AGAIN_MS, then });
    this.#options.rooms.travel(name, null);
  }

  #enter(
    use: Use,
    { phase, ms, then }: { phase: Phase; ms?: number; then?: () => void },
  ): void {
    const { clock } = this.#options;
    clock.clearTimeout(use.timer);
    use.phase = phase;
    use.timer = then && clock.setTimeout(then, ms ?? 0);
  }

  /** Who is gone, or has another page, is cut off at once; what is off is not forwarded. */
  #follow({ members }: SfuUser, { routed, pages }: Use): void {
    const now = new Map(members.map((member) => [member.id, member]));
    for (const [id, page] of pages) {
      const member = now.get(id);
      if (member?.epoch === page.epoch) routed?.allow(page, member.media);
      else {
        pages.delete(id);
        routed?.drop(page);
      }
    }
  }

  #end(name: string): void {
    const use = this.#uses.get(name);
    if (use === undefined) return;
    this.#uses.delete(name);
    this.#options.clock.clearTimeout(use.timer);
    use.routed?.close();
  }
}
