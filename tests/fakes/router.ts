// An SFU that forwards nothing, and remembers what it was asked.
import type {
  MediaRouter,
  RoutedPage,
  RoutedRoom,
  RoutedRoomEvents,
} from "@/signaling/media/media_router.ts";

/** One room of it; `calls` in the order of the calls. */
export class FakeRoutedRoom implements RoutedRoom {
  readonly events: RoutedRoomEvents;
  readonly calls: string[] = [];
  isClosed = false;
  /** What `publish` answers; an error if it is null. */
  published: string | null = "v=0 answer";

  constructor(events: RoutedRoomEvents) {
    this.events = events;
  }

  publish(page: RoutedPage): Promise<string> {
    this.#note("publish", page);
    return this.published === null
      ? Promise.reject(new Error("no"))
      : Promise.resolve(this.published);
  }
  subscribe(page: RoutedPage): void {
    this.#note("subscribe", page);
  }
  answer(page: RoutedPage): void {
    this.#note("answer", page);
  }
  choose(page: RoutedPage): void {
    this.#note("choose", page);
  }
  allow(page: RoutedPage, media: Record<string, boolean>): void {
    const on = Object.keys(media).filter((slot) => media[slot]);
    this.calls.push(`allow ${page.member}.${page.epoch} ${on.join("+")}`.trim());
  }
  drop(page: RoutedPage): void {
    this.#note("drop", page);
  }
  close(): void {
    this.isClosed = true;
  }

  #note(what: string, { member, epoch }: RoutedPage): void {
    this.calls.push(`${what} ${member}.${epoch}`);
  }
}

/** Opens rooms at once, unless a test says otherwise. */
export class FakeRouter implements MediaRouter {
  isUp = true;
  onUp: (() => void) | null = null;
  readonly rooms: FakeRoutedRoom[] = [];
  /** Rooms cannot be opened. */
  isBroken = false;

  openRoom(events: RoutedRoomEvents): Promise<RoutedRoom> {
    if (this.isBroken) return Promise.reject(new Error("no room"));
    const room = new FakeRoutedRoom(events);
    this.rooms.push(room);
    return Promise.resolve(room);
  }

  close(): void {}
}
