// What one page receives, at Janus: one handle for all that the others send, one negotiation at a time.
import type { Layer, LayerChoice, ReceivedTrack } from "../../protocol/sfu.ts";
import type { RouterOffer } from "../../signaling/mod.ts";
import type { JanusSession, Json, PluginAnswer } from "./janus_session.ts";

/** A page that does not answer an offer for so long is not served any more, in milliseconds. */
const ANSWER_MS = 15_000;

/** One line of a feed that a page is to get. */
export interface Source extends Omit<ReceivedTrack, "mid"> {
  feed: string;
  mid: string;
}

export interface JanusSubscriberOptions {
  session: JanusSession;
  room: string;
  /** What the page is to get now. */
  wanted(): readonly Source[];
  onOffer(offer: RouterOffer): void;
  onError(error: unknown): void;
}

interface Stream {
  mid: string;
  source: Source;
  /** As it was told to Janus: at first it sends the best layer. */
  layer: Layer | null;
}

const BEST: Layer = 2;

/** One subscription, from its first offer until `close`. */
export class JanusSubscriber {
  readonly #options: JanusSubscriberOptions;
  #handle: Promise<number> | null = null;
  #isJoined = false;
  #isBusy = false;
  /** Something has perhaps changed while it was busy. */
  #isStale = false;
  #isClosed = false;
  #n = 0;
  #late: ReturnType<typeof setTimeout> | undefined;
  #streams: Stream[] = [];
  #choices = new Map<string, Layer | null>();

  constructor(options: JanusSubscriberOptions) {
    this.#options = options;
    this.update();
  }

  /** What the page is to get has perhaps changed. */
  update(): void {
    if (this.#isBusy) this.#isStale = true;
    if (this.#isBusy || this.#isClosed) return;
    this.#isStale = false;
    const wanted = this.#options.wanted();
    const add = wanted.filter((source) => !this.#streams.some((one) => isSame(one.source, source)));
    const drop = this.#streams.filter(({ source }) => !wanted.some((one) => isSame(one, source)));
    if (add.length + drop.length === 0) return;
    this.#isBusy = true;
    this.#ask(add, drop).catch((error) => this.#fail(error));
  }

  answer({ n, sdp }: { n: number; sdp: string }): void {
    if (n !== this.#n || !this.#isBusy || this.#isClosed) return;
    clearTimeout(this.#late);
    this.#start(sdp).catch((error) => this.#fail(error));
  }

  choose(choices: readonly LayerChoice[]): void {
    this.#choices = new Map(choices.map(({ member, slot, layer }) => [`${member} ${slot}`, layer]));
    if (this.#isJoined) this.#applyLayers();
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    clearTimeout(this.#late);
    this.#handle?.then((handle) => this.#options.session.detach(handle), () => {});
  }

  async #ask(add: readonly Source[], drop: readonly Stream[]): Promise<void> {
    const { session, room } = this.#options;
    const handle = await (this.#handle ??= session.attach());
    if (this.#isClosed) return;
    const subscribe = add.map(({ feed, mid }) => ({ feed, mid }));
    const unsubscribe = drop.map(({ mid }) => ({ sub_mid: mid }));
    const body: Json = this.#isJoined
      ? {
        request: "update",
        ...(subscribe.length > 0 && { subscribe }),
        ...(unsubscribe.length > 0 && { unsubscribe }),
      }
      : { request: "join", ptype: "subscriber", room, streams: subscribe, autoupdate: false };
    const answer = await session.say(handle, body);
    this.#isJoined = true;
    this.#take(answer, add);
  }

  /** Offers the page what Janus offers; without an offer nothing has changed. */
  #take({ data, jsep }: PluginAnswer, added: readonly Source[]): void {
    if (this.#isClosed) return;
    if (jsep === null) {
      this.#isBusy = false;
      if (this.#isStale) this.update();
      return;
    }
    const known = [...this.#streams.map(({ source }) => source), ...added];
    const before = new Map(this.#streams.map((stream) => [stream.mid, stream]));
    this.#streams = streamsOf(data).flatMap(({ mid, feed_id: feed, feed_mid }) => {
      const source = known.find((one) => one.feed === feed && one.mid === feed_mid);
      if (source === undefined) return [];
      const old = before.get(mid);
      const layer = old && isSame(old.source, source) ? old.layer : BEST;
      return [{ mid, source, layer }];
    });
    const tracks = this.#streams.map(({ mid, source: { member, slot } }) => ({
      mid,
      member,
      slot,
    }));
    this.#late = setTimeout(() => this.#fail(null), ANSWER_MS);
    this.#options.onOffer({ n: ++this.#n, sdp: jsep.sdp, tracks });
  }

  async #start(sdp: string): Promise<void> {
    const handle = await this.#handle;
    if (handle === null || this.#isClosed) return;
    await this.#options.session.say(handle, { request: "start" }, { type: "answer", sdp });
    this.#applyLayers();
    this.#isBusy = false;
    this.update();
  }

  #applyLayers(): void {
    const changed = this.#streams.flatMap((stream) => {
      const { member, slot } = stream.source;
      const layer = this.#choices.get(`${member} ${slot}`);
      if (layer === undefined || layer === stream.layer) return [];
      stream.layer = layer;
      const { mid } = stream;
      return layer === null ? [{ mid, send: false }] : [{ mid, send: true, substream: layer }];
    });
    if (changed.length === 0) return;
    const { session, onError } = this.#options;
    const say = async (handle: number) => {
      if (!this.#isClosed) await session.say(handle, { request: "configure", streams: changed });
    };
    this.#handle?.then(say).catch((error) => this.#isClosed || onError(error));
  }

  /** A page that is served no more begins anew by itself. */
  #fail(error: unknown): void {
    if (this.#isClosed) return;
    if (error !== null) this.#options.onError(error);
    this.close();
  }
}

function isSame(a: Source, b: Source): boolean {
  return a.feed === b.feed && a.mid === b.mid;
}

function streamsOf({ streams }: Json): { mid: string; feed_id: string; feed_mid: string }[] {
  return (streams ?? []) as { mid: string; feed_id: string; feed_mid: string }[];
}
