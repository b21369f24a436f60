// Sets what is encoded for each page, by what it shows and what there is room for.
import type { Clock } from "../../ports.ts";
import type { MemberDemand } from "../demand.ts";
import { MessageBudget } from "../message_budget.ts";
import type { LocalTracks } from "../tracks.ts";
import { captureOf } from "./capture_size.ts";
import { type AppliedEncoding, nextStep } from "./encoding_steps.ts";
import type { MeshMember } from "./mesh_member.ts";
import { Pacer } from "../pacer.ts";
import type { PeerConnection } from "./peer_connection.ts";
import {
  type EncodingPlan,
  encodingsFor,
  type PeerEncodings,
  type PictureEncoding,
  PICTURES,
  type PictureSlot,
  type Receiver,
} from "./encoding_limits.ts";

/** Between two changes, in milliseconds: each of them sets parameters of many senders. */
const PAUSE_MS = 100;
/** How often another page may have its paused picture sent again, which costs a key frame. */
const WAKES = { burst: 6, perSecond: 0.5 };

type Member = Pick<MeshMember, "session" | "rampingUp">;

export interface EncodingControlOptions {
  clock: Pick<Clock, "after" | "steady">;
  members(): ReadonlyMap<string, Member>;
  tracks(): LocalTracks;
  /** What all pictures together may take, in bit/s. */
  budget(): number;
  /** Takes from what is planned for each page what this computer cannot do. */
  spare(plan: EncodingPlan, receivers: ReadonlyMap<string, Receiver>): EncodingPlan;
}

/** What is known of one page. */
interface ReceiverRecord {
  demand: MemberDemand | null;
  /** The most that it takes of pictures, in bit/s. */
  most: number;
  wakes: MessageBudget;
}

/** One copy over one connection. */
interface CopyRecord {
  applied: AppliedEncoding | null;
  /** The browser has not taken the last change yet. */
  busy: boolean;
  /** There may be another one by now. */
  again: boolean;
  /** What `PeerConnection.agreements` was then. */
  agreements: number;
}

/** Asks the policy anew whenever something changes; applies only what differs. */
export class EncodingControl {
  readonly #options: EncodingControlOptions;
  readonly #pacer: Pacer;
  readonly #receivers = new Map<string, ReceiverRecord>();
  readonly #copies = new WeakMap<PeerConnection, Record<PictureSlot, CopyRecord>>();

  constructor(options: EncodingControlOptions) {
    this.#options = options;
    const { clock } = options;
    this.#pacer = new Pacer({ clock, pause: PAUSE_MS, run: () => this.#apply() });
  }

  /** Something has changed: members, tracks, connections. */
  update(): void {
    this.#pacer.ask();
  }

  /** A page says what it shows. */
  takeDemand(id: string, demand: MemberDemand): void {
    this.#receiver(id).demand = demand;
    this.update();
  }

  /** A page says how much it takes of pictures, in bit/s. */
  takeCap(id: string, most: number): void {
    this.#receiver(id).most = most;
    this.update();
  }

  /** What the camera begins with on a new connection to this member. */
  initialCamera(id: string): PictureEncoding {
    const members = new Map(this.#options.members());
    const plan = this.#plan(new Map([...members.keys(), id].map((key) => [key, true])));
    return { ...(plan.get(id) as PeerEncodings).camera };
  }

  forget(id: string): void {
    this.#receivers.delete(id);
  }

  stop(): void {
    this.#pacer.stop();
    this.#receivers.clear();
  }

  #plan(rampingUp: ReadonlyMap<string, boolean>): EncodingPlan {
    const tracks = this.#options.tracks();
    const receivers = new Map([...rampingUp].map(([id, isRampingUp]) => [id, {
      demand: this.#receivers.get(id)?.demand ?? null,
      most: this.#receivers.get(id)?.most ?? Infinity,
      rampingUp: isRampingUp,
    }]));
    const plan = encodingsFor(receivers, {
      captures: { camera: captureOf(tracks.camera), screen: captureOf(tracks.screen) },
      budget: this.#options.budget(),
    });
    return this.#options.spare(plan, receivers);
  }

  #apply(): void {
    const members = this.#options.members();
    const plan = this.#plan(new Map([...members].map(([id, { rampingUp }]) => [id, rampingUp])));
    const sent = PICTURES.filter((slot) => this.#options.tracks()[slot] !== null);
    for (const [id, { session }] of members) {
      const connected = session.connections.filter(({ state }) => state === "connected");
      for (const connection of connected) {
        for (const slot of sent) {
          const target = plan.get(id)?.[slot];
          if (target) this.#step(id, { connection, slot, target });
        }
      }
    }
  }

  #step(
    id: string,
    { connection, slot, target }: {
      connection: PeerConnection;
      slot: PictureSlot;
      target: PictureEncoding;
    },
  ): void {
    const copy = this.#copiesOf(connection)[slot];
    if (copy.busy) {
      copy.again = true;
      return;
    }
    const now = this.#options.clock.steady();
    const mayWake = () => this.#receiver(id).wakes.take(now);
    const { applied, wait } = nextStep(copy.applied, target, { now, mayWake });
    if (wait !== null) this.#pacer.ask(wait);
    const { agreements } = connection;
    const next = applied ?? (copy.agreements === agreements ? null : copy.applied);
    if (next === null) return;
    copy.busy = true;
    void connection.limit(slot, { ...next.encoding }).then((done) => {
      copy.busy = false;
      if (done) Object.assign(copy, { applied: next, agreements });
      if (copy.again || connection.agreements !== agreements) this.update();
      copy.again = false;
    });
  }

  #copiesOf(connection: PeerConnection): Record<PictureSlot, CopyRecord> {
    let copies = this.#copies.get(connection);
    if (copies === undefined) {
      copies = {
        camera: { applied: null, busy: false, again: false, agreements: 0 },
        screen: { applied: null, busy: false, again: false, agreements: 0 },
      };
      this.#copies.set(connection, copies);
    }
    return copies;
  }

  #receiver(id: string): ReceiverRecord {
    let known = this.#receivers.get(id);
    if (known === undefined) {
      known = { demand: null, most: Infinity, wakes: new MessageBudget(WAKES) };
      this.#receivers.set(id, known);
    }
    return known;
  }
}
