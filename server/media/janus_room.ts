// One room at Janus: who publishes, who subscribes, and what each page is to get of the others.
import { type MediaFlags, NO_MEDIA, SLOTS } from "../../protocol/slots.ts";
import type { LayerChoice } from "../../protocol/sfu.ts";
import type { Publication, RoutedPage, RoutedRoom, RoutedRoomEvents } from "../../signaling/mod.ts";
import { JanusPublisher } from "./janus_publisher.ts";
import type { JanusSession } from "./janus_session.ts";
import { JanusSubscriber, type Source } from "./janus_subscriber.ts";

/** Feeds of one room at a time. */
const MAX_FEEDS = 64;
/** Somebody else has ended the room. */
const NO_SUCH_ROOM = /\(426\)/;
/** Pictures that everybody can send and receive: the mesh sends the same. */
const VIDEO = "vp8";

export interface JanusRoomOptions {
  id: string;
  session: JanusSession;
  /** A handle that belongs to nobody. */
  control: number;
  events: RoutedRoomEvents;
  onClosed(): void;
}

interface Page {
  readonly who: RoutedPage;
  publisher: JanusPublisher | null;
  subscriber: JanusSubscriber | null;
  media: MediaFlags;
  choices: readonly LayerChoice[];
}

export class JanusRoom implements RoutedRoom {
  readonly id: string;
  readonly #options: JanusRoomOptions;
  readonly #pages = new Map<string, Page>();
  #feeds = 0;
  #isClosed = false;

  constructor(options: JanusRoomOptions) {
    this.#options = options;
    this.id = options.id;
  }

  async create(): Promise<void> {
    const { session, control } = this.#options;
    await session.say(control, {
      ...{ request: "create", room: this.id, permanent: false, is_private: false },
      ...{ publishers: MAX_FEEDS, audiocodec: "opus", videocodec: VIDEO, opus_fec: true },
      ...{ fir_freq: 0, bitrate: 0, notify_joining: false, transport_wide_cc_ext: true },
    });
  }

  async publish(who: RoutedPage, publication: Publication): Promise<string> {
    const page = this.#page(who);
    page.publisher?.close();
    const { session, control, events: { onError } } = this.#options;
    const publisher = new JanusPublisher({
      ...{ session, control, room: this.id, onError },
      feed: `${who.member}~${who.epoch}~${++this.#feeds}`,
      onChange: () => this.#update(),
    });
    page.publisher = publisher;
    publisher.allow(page.media);
    try {
      return await publisher.publish(publication);
    } catch (error) {
      if (page.publisher === publisher) page.publisher = null;
      publisher.close();
      if (NO_SUCH_ROOM.test(String(error))) this.#options.events.onLost();
      throw error;
    } finally {
      this.#update();
    }
  }

  subscribe(who: RoutedPage): void {
    const page = this.#page(who);
    page.subscriber?.close();
    const { session, events: { onOffer, onError } } = this.#options;
    page.subscriber = new JanusSubscriber({
      ...{ session, room: this.id, onError },
      wanted: () => this.#wantedOf(page),
      onOffer: (offer) => onOffer(who, offer),
    });
    page.subscriber.choose(page.choices);
  }

  answer(who: RoutedPage, answer: { n: number; sdp: string }): void {
    this.#pages.get(keyOf(who))?.subscriber?.answer(answer);
  }

  choose(who: RoutedPage, choices: readonly LayerChoice[]): void {
    const page = this.#page(who);
    page.choices = choices;
    page.subscriber?.choose(choices);
  }

  allow(who: RoutedPage, media: MediaFlags): void {
    const page = this.#page(who);
    const isShared = page.media.screen !== media.screen;
    page.media = media;
    page.publisher?.allow(media);
    if (isShared) this.#update();
  }

  drop(who: RoutedPage): void {
    const page = this.#pages.get(keyOf(who));
    if (page === undefined) return;
    this.#pages.delete(keyOf(who));
    page.subscriber?.close();
    page.publisher?.close();
    this.#update();
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    for (const { publisher, subscriber } of this.#pages.values()) {
      subscriber?.close();
      publisher?.close();
    }
    this.#pages.clear();
    const { session, control, onClosed } = this.#options;
    session.say(control, { request: "destroy", room: this.id }).catch(() => {}); // with its Janus
    onClosed();
  }

  #page(who: RoutedPage): Page {
    const known = this.#pages.get(keyOf(who));
    if (known !== undefined) return known;
    const page: Page = { who, publisher: null, subscriber: null, media: NO_MEDIA, choices: [] };
    this.#pages.set(keyOf(who), page);
    return page;
  }

  #update(): void {
    for (const { subscriber } of this.#pages.values()) subscriber?.update();
  }

  /** Everybody's voice and camera, and the screens that are shared, each while it is published. */
  #wantedOf({ who }: Page): Source[] {
    return [...this.#pages.values()].flatMap(({ who: { member }, publisher, media }) => {
      if (member === who.member || !publisher?.isUp) return [];
      const shown = SLOTS.filter((slot) => media.screen || slot === "mic" || slot === "camera");
      return shown.flatMap((slot) => {
        const mid = publisher.midOf(slot);
        return mid === null ? [] : [{ member, slot, feed: publisher.feed, mid }];
      });
    });
  }
}

function keyOf({ member, epoch }: RoutedPage): string {
  return `${member} ${epoch}`;
}
