// What one page sends, at Janus: a handle with a feed, and which of its lines are forwarded.
import { type MediaFlags, SLOTS } from "../../protocol/slots.ts";
import type { Publication } from "../../signaling/mod.ts";
import type { JanusSession } from "./janus_session.ts";

/** Lines of one offer: who sends more is refused before Janus sees it. */
const LINES = SLOTS.length;

export interface JanusPublisherOptions {
  session: JanusSession;
  /** A handle that belongs to nobody, for what moderators do. */
  control: number;
  room: string;
  /** Unique in the room. */
  feed: string;
  /** Others can subscribe to it from now on, or no more. */
  onChange(): void;
  onError(error: unknown): void;
}

/** One feed, from its offer until `close`. */
export class JanusPublisher {
  readonly feed: string;
  readonly #options: JanusPublisherOptions;
  /** Media ids of its lines, in the order of the slots. */
  #mids: readonly string[] = [];
  #handle: number | null = null;
  #isJoined = false;
  #isUp = false;
  #isClosed = false;
  /** What Janus forwards; null before it was told. */
  #forwarded: MediaFlags | null = null;
  #allowed: MediaFlags | null = null;

  constructor(options: JanusPublisherOptions) {
    this.#options = options;
    this.feed = options.feed;
  }

  /** Whether others can subscribe to it: Janus knows a feed only once its connection is up. */
  get isUp(): boolean {
    return this.#isUp && !this.#isClosed;
  }

  /** The media id of a slot's line, as the publisher named it. */
  midOf(slot: typeof SLOTS[number]): string | null {
    return this.#mids[SLOTS.indexOf(slot)] ?? null;
  }

  /** Makes the feed; resolves with the answer. */
  async publish({ sdp, encrypted }: Publication): Promise<string> {
    const { session, room, feed } = this.#options;
    this.#mids = midsOf(sdp);
    if (this.#mids.length !== LINES) throw new Error(`an offer has ${LINES} media lines`);
    const handle = await session.attach((what) => this.#hear(what));
    if (this.#isClosed) {
      session.detach(handle);
      throw new Error("the page is gone");
    }
    this.#handle = handle;
    const body = { request: "joinandconfigure", ptype: "publisher", room, id: feed };
    const offer = { type: "offer", sdp, rid_order: "lmh", e2ee: encrypted } as const;
    const { jsep } = await session.say(handle, body, offer);
    if (jsep === null) throw new Error("Janus gave no answer");
    this.#isJoined = true;
    this.#enforce();
    return jsep.sdp;
  }

  /** Lets through these slots alone. */
  allow(media: MediaFlags): void {
    this.#allowed = media;
    if (this.#isJoined) this.#enforce(); // before that Janus knows of nobody
  }

  /** Removes it from the room at once: by force, as Janus keeps a mere handle for a moment. */
  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    const { session, control, room, feed } = this.#options;
    if (this.#handle === null) return;
    session.say(control, { request: "kick", room, id: feed }).catch(() => {}); // perhaps it is gone
    session.detach(this.#handle);
  }

  #enforce(): void {
    const [now, before] = [this.#allowed, this.#forwarded];
    if (now === null || this.#isClosed) return;
    this.#forwarded = now;
    const { session, control, room, feed, onError } = this.#options;
    for (const slot of SLOTS) {
      if ((before?.[slot] ?? true) === now[slot]) continue;
      const body = { request: "moderate", room, id: feed, mid: this.midOf(slot), mute: !now[slot] };
      session.say(control, body).catch((error) => this.#isClosed || onError(error));
    }
  }

  #hear(what: string): void {
    if (what === "webrtcup") this.#isUp = true;
    else if (what === "hangup" || what === "detached") this.#isUp = false;
    else return;
    this.#options.onChange();
  }
}

/** Media ids of an offer's lines (RFC 9143), in their order. */
function midsOf(sdp: string): string[] {
  return [...sdp.matchAll(/^a=mid:(\S{1,64})\s*$/gm)].map(([, mid = ""]) => mid);
}
