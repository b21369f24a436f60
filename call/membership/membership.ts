// This person's membership in one room: the way in, who else is there, the way out.
import { batch } from "@preact/signals-core";
import type { Author, Join, Joined, RoomState } from "../../protocol/shapes.ts";
import { Credentials } from "../join/credentials.ts";
import { JoinFlow } from "../join/join_flow.ts";
import type { Failure, Ports } from "../ports.ts";
import { attempt } from "../safe_ports.ts";
import type { SavedState } from "../saved_state.ts";
import { Scope } from "../scope.ts";
import type { Connections } from "../transport/connections.ts";
import type { MembershipHooks } from "./membership_hooks.ts";
import { MembershipState } from "./membership_state.ts";
import { PageLifecycle } from "./page_lifecycle.ts";
import { type EndPhase, showBegin, showEnd, showJoining } from "./phase_changes.ts";
import { recordVisit } from "./visit_record.ts";

export interface MembershipOptions {
  room: string;
  ports: Ports;
  savedState: SavedState;
  connections: Connections;
  /** Nobody is joined with before. */
  ready: Promise<boolean>;
}

/** Joins and leaves. Members come from the server's snapshots alone. */
export class Membership extends MembershipState {
  /** What this browser can show to be let in. */
  readonly credentials: Credentials;
  readonly #options: MembershipOptions;
  readonly #scope = new Scope();
  readonly #joinFlow: JoinFlow;
  readonly #page: PageLifecycle;
  #hooks: MembershipHooks | null = null;
  #version = 0;
  /** Id and epoch under which the other pages know this one. */
  #known = "";

  constructor(options: MembershipOptions) {
    const { room, ports, savedState } = options;
    super(ports.signaling, options.connections);
    this.#options = options;
    this.credentials = new Credentials(options);
    // The page's own id tells it from copies of its tab, which hold the same seat.
    const page = ports.clock.uuid();
    this.#joinFlow = new JoinFlow({
      ...ports,
      ...{ room, ready: options.ready },
      credentials: this.credentials,
      request: () => this.#request(page),
      onJoined: (joined) => this.#onJoined(joined),
      onWaiting: () => void (this.phase.value = "waiting"),
      onUnderstood: (yes) => void (this.misunderstood.value = !yes),
      onUnanswered: (yes) => void (this.unanswered.value = yes),
      onRefused: (failure) => this.#onRefused(failure),
    });
    this.#page = new PageLifecycle({
      ...{ ports, savedState, room, phase: this.phase },
      enter: () => this.#joinFlow.enter(),
      end: () => this.#end("left"),
    });
  }

  /** Lets the other parts of the call follow; from now on the server is listened to. */
  connect(hooks: MembershipHooks): void {
    this.#hooks = hooks;
    this.#listen();
    const { room, savedState } = this.#options;
    recordVisit(this.#scope, { room, membership: this, savedState });
  }

  /** Opens the lobby; after a reload in the middle of a call goes straight back, and says so. */
  open(suggested: string | null): boolean {
    const { ports, savedState: { name } } = this.#options;
    this.credentials.take(ports.page, ports.secrets);
    this.name.value = name ?? suggested;
    ports.signaling.connect();
    const isReloaded = this.#page.isReloaded();
    if (!isReloaded || name === null || this.credentials.warning.value !== null) return false;
    this.ready.value = true;
    this.join(name);
    return true;
  }

  setReady(): void {
    this.ready.value = true;
  }

  /** Enters the room, after a press: browsers play no sound before. `phase` and `refusal` say the rest. */
  join(name: string, password: string | null = null): void {
    const { ports, savedState } = this.#options;
    ports.audio.resume();
    const isBroken = this.credentials.warning.value === "broken"; // a whole link has to come first
    if (isBroken || ["joining", "waiting", "call"].includes(this.phase.value)) return;
    savedState.name = name;
    showJoining(this, name);
    this.#hooks?.onJoining();
    if (this.online.value) this.#joinFlow.enter(password);
    else this.credentials.password = password;
  }

  /** Hangs up, or waits no longer. */
  leave(): void {
    const { value: phase } = this.phase;
    const waited = phase === "waiting";
    if (waited || phase === "call") {
      void this.#options.ports.signaling.request("room:leave", { mayReturn: false });
    }
    this.#end(waited ? "lobby" : "left");
    if (waited) void this.#watch();
  }

  /** Changes the own name in the call; answers why that failed, or null. */
  async rename(name: string): Promise<Failure | null> {
    const { ports, savedState } = this.#options;
    const outcome = await ports.signaling.request("member:name", { name });
    if (!outcome.ok) return outcome.error;
    savedState.name = name;
    this.name.value = name; // the next join asks for it, too
    return null;
  }

  /** How long the call has lasted, in milliseconds. */
  lasting(): number {
    const now = this.#options.ports.clock.steady();
    return now - (this.begun.peek() ?? now);
  }

  /** Runs a step once the answer to a running join has been read. */
  inOrder(step: () => void): void {
    this.#joinFlow.inOrder(step);
  }

  /** Leaves, and follows nothing any more. */
  dispose(): void {
    this.leave();
    this.#scope.dispose();
    this.#page.dispose();
  }

  #request(page: string): Join {
    const { room, savedState } = this.#options;
    const seat = savedState.seat(room);
    const copy = savedState.copy(room);
    const nothing = { mic: false, camera: false, screen: false, screenAudio: false };
    return {
      room,
      name: this.name.value ?? "",
      fresh: this.phase.value !== "call",
      page,
      ...this.#hooks?.describe() ?? { media: nothing, since: 0 },
      ...(seat === null ? {} : { seat }),
      ...(copy === null ? {} : { copy }),
    };
  }

  #listen(): void {
    const { signaling } = this.#options.ports;
    this.#scope.add(
      signaling.onEvent("room:state", (state) => this.inOrder(() => this.#onState(state))),
      signaling.onEvent("room:count", (counted) => this.watched.value = counted),
      signaling.onEvent("member:replaced", () => this.#end("replaced")),
      signaling.onEvent("admission:answer", ({ admitted }) => this.#onAnswer(admitted)),
      signaling.onEvent("host:key", ({ key }) => this.credentials.keepHostKey(key)),
      signaling.onEvent("member:removed", ({ by }) => this.#end("removed", by)),
      signaling.onEvent("room:ended", ({ by }) => this.#end("ended", by)),
    );
    let was = false; // a connection that never existed is not lost
    this.#scope.watch(() => this.online.value, (online) => {
      const before = was;
      was = online;
      if (online !== before) online ? this.#onOnline() : this.#hooks?.onOffline();
    });
  }

  /** The socket is there, for the first time or again: tells the server where this page is. */
  #onOnline(): void {
    const { value: phase } = this.phase;
    if (phase === "lobby") void this.#watch();
    else if (["joining", "waiting", "call"].includes(phase)) this.#joinFlow.enter();
  }

  async #watch(): Promise<void> {
    const { ports, room } = this.#options;
    const outcome = await ports.signaling.request("room:watch", { room });
    if (outcome.ok) this.watched.value = outcome;
  }

  #onJoined(joined: Joined): void {
    const { room, ports, savedState } = this.#options;
    const { self, seat, state } = joined;
    const first = this.phase.value === "joining";
    this.#page.back();
    savedState.setSeat(room, seat);
    // To the other pages a new id is a new person and a new epoch a new page: they have closed the
    // connections with the old one.
    const known = `${self} ${state.members.find(({ id }) => id === self)?.epoch}`;
    this.#hooks?.onJoined(joined, { isNewPage: this.#known !== known });
    this.#known = known;
    this.#version = 0;
    batch(() => {
      this.self.value = self;
      if (first) showBegin(this, ports.clock);
      this.phase.value = "call";
      this.#onState(state); // first: the others wait for this page's offers
      this.#hooks?.onEntered(joined, { first });
    });
    this.#hooks?.onResumed(joined);
  }

  #onRefused(failure: Failure): void {
    if (failure === "removed") return this.#end("removed");
    this.refusal.value = failure;
    this.#end("lobby");
  }

  #onAnswer(admitted: boolean): void {
    if (this.phase.value !== "waiting") return;
    if (!admitted) return this.#onRefused("turned-away");
    this.phase.value = "joining";
    this.#joinFlow.enter();
  }

  #onState(state: RoomState): void {
    const { value: self } = this.self;
    if (this.phase.value !== "call" || self === null || state.version <= this.#version) return;
    this.#version = state.version;
    batch(() => {
      this.members.value = state.members;
      this.rules.value = state.rules;
      this.#hooks?.onSnapshot(state, self);
    });
    this.#options.savedState.setCopy(this.#options.room, state.copy);
  }

  #end(phase: EndPhase, by: Author | null = null): void {
    if (this.phase.value === phase) return;
    const { room, ports: { clock, onError }, savedState } = this.#options;
    // Who was removed keeps the seat, and who reloads an incomplete page: the server knows them by it.
    const mayRetry = phase === "lobby" && this.refusal.value === "page-incomplete";
    if (phase !== "removed" && !mayRetry) savedState.setSeat(room, null);
    else this.#page.noteClosing(); // a reload says it again
    savedState.setCopy(room, null);
    this.#joinFlow.abandon();
    attempt(() => this.#hooks?.onEnding(phase), undefined, onError);
    showEnd(this, { phase, at: clock.steady(), by });
    this.#hooks?.onEnded();
  }
}
