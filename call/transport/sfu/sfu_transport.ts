// The transport through an SFU: one connection up, one down, however many people are in the room.
import type { LayerChoice } from "../../../protocol/sfu.ts";
import type { Joined, Member } from "../../../protocol/shapes.ts";
import type { IceServer } from "../../../protocol/signals.ts";
import { type Slot, SLOTS } from "../../../protocol/slots.ts";
import type { Clock } from "../../ports.ts";
import type { FrameEncryption, Rtc } from "../../rtc_ports.ts";
import { NO_LIMITS, picturesWithin, type TrafficLimits } from "../traffic_limits.ts";
import type { Demand } from "../demand.ts";
import type { MeshTools } from "../mesh/mesh_tools.ts";
import type { Quality } from "../monitor/network_quality.ts";
import type { LocalTracks } from "../tracks.ts";
import type { TransportBackend, TransportRoom, TransportSignaling } from "../transport.ts";
import type { SfuEvents } from "./forwarded_media.ts";
import { DownConnection, type DownOffer, type MemberLines, tracksOf } from "./down_connection.ts";
import { LayerRequests } from "./layer_requests.ts";
import { Retries } from "./retries.ts";
import { SfuMonitor } from "./sfu_monitor.ts";
import { UpConnection } from "./up_connection.ts";

/** Whoever is offered nothing for so long asks again, in milliseconds: perhaps nobody else is there. */
const OFFER_MS = 10_000;
/** Under this name the bytes to and from the SFU are counted. */
const TRAFFIC = "sfu";

export interface SfuTransportOptions {
  rtc: Rtc;
  clock: Pick<Clock, "after" | "steady">;
  tools: MeshTools;
  signaling: TransportSignaling;
  events: SfuEvents;
  /** Read when a connection is made; later changes come by `setTrack`. */
  tracks: () => LocalTracks;
  /** Which opening of the room at the SFU it is. */
  epoch: number;
  /** Encrypts what this page sends; null where the SFU may read it. */
  frames: FrameEncryption | null;
}

interface SfuMember {
  epoch: number;
  media: Member["media"];
  lines: MemberLines;
  quality: Quality;
}

export class SfuTransport implements TransportBackend {
  readonly #options: SfuTransportOptions;
  readonly #members = new Map<string, SfuMember>();
  readonly #monitor: SfuMonitor;
  readonly #layers: LayerRequests;
  #lines: ReadonlyMap<string, MemberLines> = new Map();
  #ice: readonly IceServer[] | null = null;
  #up: UpConnection | null = null;
  #down: DownConnection | null = null;
  #saves = false;
  #limits: TrafficLimits = NO_LIMITS;
  readonly #retries: Retries;
  #isClosed = false;

  constructor(options: SfuTransportOptions) {
    this.#options = options;
    const { clock, signaling, events } = options;
    this.#retries = new Retries(clock);
    const members = () => this.#members;
    const send = (choices: LayerChoice[]) =>
      signaling.send("media:layers", { epoch: options.epoch, choices });
    const { tools } = options;
    this.#layers = new LayerRequests({ clock, tools, members, send });
    this.#monitor = new SfuMonitor({
      ...{ clock, tools },
      members: () => new Map([...this.#members].map(([id, one]) => [id, this.#watched(id, one)])),
      stats: () => this.#down?.isUp ? this.#down.getStats() : null,
      onState: (id, state) => {
        if (state === "connected") this.#retries.succeeded();
        events.onState(id, state);
      },
      onQuality: (id, quality) => this.#onQuality(id, quality),
      onTotals: ({ down }) => void this.#countTraffic(down),
    });
    signaling.onEvent("media:published", (answer) => {
      if (answer.epoch === options.epoch && !this.#isClosed) this.#published(answer.sdp);
    });
    signaling.onEvent("media:offer", ({ epoch, ...offer }) => {
      if (epoch === options.epoch && !this.#isClosed) this.#offered(offer);
    });
    void this.#begin();
  }

  readonly joined = ({ ice }: Joined): void => void (this.#ice = ice);

  reconcile({ members }: TransportRoom, self: string): void {
    const others = members.filter(({ id }) => id !== self);
    const ids = new Set(others.map(({ id }) => id));
    for (const id of [...this.#members.keys()]) if (!ids.has(id)) this.#drop(id);
    for (const { id, epoch, media } of others) {
      if (this.#members.get(id)?.epoch !== epoch) this.#drop(id);
      const known = this.#members.get(id);
      if (known) known.media = media;
      else this.#members.set(id, { epoch, media, lines: {}, quality: "good" });
    }
    this.#useLines();
    this.#layers.update();
  }

  readonly setTrack = (slot: Slot, track: MediaStreamTrack | null): void =>
    this.#up?.setTrack(slot, track);
  readonly setDemand = (demand: Demand): void => this.#layers.set(demand);
  readonly setSaving = (on: boolean): void => {
    this.#saves = on;
    void this.#up?.limit();
  };
  readonly setLimits = (limits: TrafficLimits): void => {
    this.#limits = limits;
    this.#layers.limit(limits.picturesDown);
    void this.#up?.limit();
  };

  readonly levels = (): Map<string, number> => this.#monitor.levels();

  setTap(): void {}
  suspend(): void {}

  /** What was said last may be lost: whatever is not up begins anew. */
  resume(): void {
    if (this.#up?.isUp === false) this.#openUp();
    if (this.#down?.isUp !== true) this.#openDown();
  }

  close(): void {
    this.#isClosed = true;
    this.#monitor.stop();
    this.#layers.stop();
    this.#retries.stop();
    this.#up?.close();
    this.#down?.close();
    this.#options.frames?.close();
    for (const id of [...this.#members.keys()]) this.#drop(id);
  }

  async #begin(): Promise<void> {
    const renewed = await this.#options.signaling.request("media:credentials", {});
    if (this.#isClosed) return;
    if (renewed.ok) this.#ice = renewed.ice;
    this.#openUp();
    this.#openDown();
  }

  #openUp(): void {
    this.#retries.cancel("up");
    this.#up?.close();
    const { rtc, clock, tools, tracks, frames, signaling, epoch, events } = this.#options;
    this.#up = new UpConnection({
      ...{ clock, tools, tracks, onError: events.onError },
      pc: rtc.makePeer(this.#ice ?? []),
      saves: () => this.#saves,
      most: () => picturesWithin(this.#limits, 1),
      onSender: (sender, line) => frames?.protectSender(sender, line),
      onOffer: (sdp) => {
        const said = { epoch, sdp, encrypted: frames !== null };
        void signaling.request("media:publish", said).then(({ ok }) => ok || this.#retry("up"));
      },
      onFailed: () => this.#retry("up"),
    });
  }

  #published(sdp: string | null): void {
    if (sdp === null) return this.#retry("up");
    this.#up?.answer(sdp).catch((error) => {
      this.#options.events.onError(error);
      this.#retry("up");
    });
  }

  #openDown(): void {
    this.#retries.wait("down", { ms: OFFER_MS, run: () => this.#openDown() });
    this.#down?.close();
    this.#down = null;
    this.#setLines(new Map());
    const { signaling, epoch } = this.#options;
    this.#layers.reset();
    void signaling.request("media:subscribe", { epoch }).then(({ ok }) =>
      ok || this.#retry("down")
    );
  }

  #offered(offer: DownOffer): void {
    this.#retries.cancel("down");
    if (offer.n === 1) {
      this.#down?.close();
      this.#down = this.#makeDown();
    }
    this.#down?.take(offer); // without one it is an offer of before
  }

  #makeDown(): DownConnection {
    const { rtc, clock, frames, signaling, epoch, events } = this.#options;
    return new DownConnection({
      ...{ clock, onError: events.onError, pc: rtc.makePeer(this.#ice ?? []) },
      onReceiver: (receiver, { member, slot }) =>
        frames?.protectReceiver(receiver, { member, slot }),
      onAnswer: (n, sdp) => signaling.send("media:answer", { epoch, n, sdp }),
      onLines: (lines) => this.#setLines(lines),
      onFailed: () => this.#retry("down"),
    });
  }

  /** Makes one of the two anew, later the more often it has failed. */
  #retry(which: "up" | "down"): void {
    if (this.#isClosed) return;
    if (which === "down") this.#monitor.lose();
    this.#retries.later(which, () => which === "up" ? this.#openUp() : this.#openDown());
  }

  #setLines(lines: ReadonlyMap<string, MemberLines>): void {
    this.#lines = lines;
    this.#useLines();
  }

  #useLines(): void {
    for (const [id, member] of this.#members) {
      const lines = this.#lines.get(id) ?? {};
      if (SLOTS.every((slot) => lines[slot] === member.lines[slot])) continue;
      member.lines = lines;
      this.#options.events.onTracks(id, tracksOf(lines));
    }
  }

  #watched(id: string, { lines, media }: SfuMember) {
    return { lines, expected: media.mic || (media.camera && this.#layers.hasCamera(id)) };
  }

  #onQuality(id: string, quality: Quality): void {
    const member = this.#members.get(id);
    if (member) member.quality = quality;
    this.#options.events.onQuality(id, quality);
    this.#layers.update();
  }

  async #countTraffic(down: number): Promise<void> {
    const up = await this.#up?.bytesSent() ?? 0;
    if (!this.#isClosed) this.#options.events.onTraffic(TRAFFIC, { up, down });
  }

  #drop(id: string): void {
    if (!this.#members.delete(id)) return;
    this.#monitor.forget(id);
    this.#options.events.onGone(id);
  }
}
