// One visit to one room: the single writer of the room's state, and the one who speaks to the wire.
import { batch, effect, untracked } from "@preact/signals-core";
import type { Author, ChatLine, Joined, RoomState } from "../protocol/shapes.ts";
import type { Slot } from "../protocol/slots.ts";
import type { Credentials } from "./join/credentials.ts";
import { JoinFlow } from "./join/join_flow.ts";
import { enforcePermissions } from "./permissions/enforce_permissions.ts";
import { Chat } from "./chat/chat.ts";
import type { MediaTransport } from "./transport/transport.ts";
import { joinRequest } from "./join/join_attempt.ts";
import { renaming } from "./presence/display_name.ts";
import { OwnDevices } from "./media/own_devices.ts";
import type { Notification } from "./notifications/notification.ts";
import type { Preferences } from "./preferences.ts";
import { SavedState } from "./saved_state.ts";
import { bindTransport, transportReady } from "./transport/bind_transport.ts";
import { type CallModel, type CallView, createModel } from "./model.ts";
import type { DeviceKind, Failure, Ports } from "./ports.ts";
import { PageLifecycle } from "./page_lifecycle.ts";
import { type EndPhase, showBegin, showEnd, showJoining } from "./join/phase_changes.ts";
import { attempt, safePorts } from "./safe_ports.ts";

export interface SessionOptions {
  preferences: Preferences;
  /** Something about the own devices is to be told. */
  notify(notice: Notification): void;
}

/** Everything a person can do in a room, and `model`, everything there is to see. */
export class Session {
  readonly chat: Chat;
  readonly rename: ReturnType<typeof renaming>;
  #ports: Ports;
  #model: CallModel;
  #room: string;
  #savedState: SavedState;
  #links: MediaTransport;
  #own: OwnDevices;
  #door: JoinFlow;
  #version = 0;
  /** Id and epoch under which the others know this page. */
  #known = "";
  #life: PageLifecycle;

  constructor(room: string, given: Ports, { preferences, notify }: SessionOptions) {
    const ports = safePorts(given);
    const savedState = new SavedState(ports.store);
    this.#ports = ports;
    this.#room = room;
    this.#savedState = savedState;
    const { connected, outdated, problem: trouble } = ports.signaling;
    this.#model = createModel(connected, { outdated, trouble });
    this.rename = renaming({ signaling: ports.signaling, model: this.#model, savedState });
    const { local, chat } = this.#model;
    const { self, members, rules } = this.#model.room;
    const onTrack = (slot: Slot, track: MediaStreamTrack | null) =>
      this.#links.setTrack(slot, track);
    this.#own = new OwnDevices({ ports, local, savedState, preferences, notify, onTrack });
    const key = () => this.credentials.key;
    this.#links = bindTransport(this.#model, ports, {
      ...{ room, key },
      inOrder: (step) => this.#door.inOrder(step),
    });
    this.chat = new Chat({
      ...{ ports, savedState, room, chat, self, members, rules },
      key,
      messages: this.#links.messages,
    });
    // The page's own id tells it from copies of its tab, which hold the same seat.
    const asking = { model: this.#model, savedState, page: ports.clock.uuid() };
    this.#door = new JoinFlow({
      signaling: ports.signaling,
      clock: ports.clock,
      ...{ savedState, room, ready: transportReady(ports) },
      request: () => joinRequest(room, { ...asking, since: this.chat.newest }),
      onJoined: (joined) => this.#onJoined(joined),
      onWaiting: () => void (this.#model.room.phase.value = "waiting"),
      onUnderstood: (yes) => void (this.#model.room.misunderstood.value = !yes),
      onRefused: (failure) => this.#onRefused(failure),
      onError: ports.onError,
    });
    this.#life = new PageLifecycle({
      ...{ ports, savedState, room, phase: this.#model.room.phase },
      enter: () => this.#door.enter(),
      end: () => this.#end("left"),
    });
    this.#listen();
    const switchOff = (kind: "mic" | "camera" | "screen") => this.#own.switchOff(kind);
    enforcePermissions({ signaling: ports.signaling, model: this.#model, switchOff, tell: notify });
  }

  get model(): CallView {
    return this.#model;
  }

  /** What this browser can show at the door of the room. */
  get credentials(): Credentials {
    return this.#door.credentials;
  }

  /** Own devices, for what goes beyond switching them. */
  get devices(): OwnDevices {
    return this.#own;
  }

  /** Opens the lobby; after a reload in the middle of a call goes straight back into it. */
  open(suggested: string | null = null): void {
    const { name } = this.#savedState;
    const asks = this.#door.read(this.#ports.page, this.#ports.secrets);
    this.#model.room.name.value = name ?? suggested;
    void this.#own.media.survey();
    this.#ports.signaling.connect();
    if (!this.#life.isReloaded() || name === null || asks) {
      this.chat.clear(); // of an earlier visit
      return void this.#getReady();
    }
    this.#model.room.ready.value = true;
    this.join(name);
  }

  /** Opens the devices that need no question; their buttons say so from the first press on. */
  async #getReady(): Promise<void> {
    const allowed = await this.#own.media.allowed(this.#own.wanted);
    const { ready, phase } = this.#model.room;
    if (phase.value === "lobby") void this.#own.media.start(allowed); // else `join` did
    ready.value = true;
  }

  /** Enters the room and opens what is wanted; neither waits. `model.room` says what came of it. */
  join(name: string, password: string | null = null): void {
    const { room } = this.#model;
    if (["joining", "waiting", "call"].includes(room.phase.value)) return;
    this.#savedState.name = name;
    showJoining(room, name);
    void this.#own.start();
    if (this.#ports.signaling.connected.value) this.#door.enter(password);
    else this.credentials.password = password;
  }

  /** Hangs up, or does not wait any longer. */
  leave(): void {
    const { phase } = this.#model.room;
    const waited = phase.value === "waiting";
    if (waited || phase.value === "call") {
      void this.#ports.signaling.request("room:leave", { mayReturn: false });
    }
    this.#end(waited ? "lobby" : "left");
    if (waited) void this.#watch();
  }

  say(text: string, replyTo?: string): void {
    this.chat.say(text, replyTo);
  }

  /** Sends a text again that was refused. */
  sayAgain(id: string): void {
    this.chat.retry(id);
  }

  setChatOpen(open: boolean): void {
    this.chat.setOpen(open);
  }

  /** Switches a device for this visit and the next: to what the press asked for, else over. */
  async toggle(kind: "mic" | "camera", on?: boolean): Promise<void> {
    await this.#own.toggle(kind, on);
  }

  async toggleScreen(on?: boolean): Promise<void> {
    await this.#own.toggleScreen(on);
  }

  /** What can be read off the connections. */
  get links(): Pick<MediaTransport, "levels" | "encryption" | "messages"> {
    return this.#links;
  }

  async chooseDevice(kind: DeviceKind, id: string): Promise<void> {
    await this.#own.choose(kind, id);
  }

  #listen(): void {
    const { signaling } = this.#ports;
    const { watched } = this.#model.room;
    signaling.onEvent("room:state", (state) => this.#door.inOrder(() => this.#onState(state)));
    signaling.onEvent("room:count", (counted) => watched.value = counted);
    signaling.onEvent("chat:line", (line) => this.#door.inOrder(() => this.#onLine(line)));
    signaling.onEvent("member:replaced", () => this.#end("replaced"));
    signaling.onEvent("admission:answer", ({ admitted }) => this.#onAnswer(admitted));
    signaling.onEvent("host:key", ({ key }) => this.credentials.keepHostKey(key));
    signaling.onEvent("member:removed", ({ by }) => this.#end("removed", by));
    signaling.onEvent("room:ended", ({ by }) => this.#end("ended", by));
    let was = false; // what was never there is not lost
    effect(() => {
      const { value: online } = signaling.connected;
      const before = was;
      was = online;
      if (online !== before) untracked(() => online ? this.#onConnected() : this.#onLost());
    });
  }

  /** The socket is there, for the first time or again: say where this page is. */
  #onConnected(): void {
    const { phase } = this.#model.room;
    if (phase.value === "lobby") void this.#watch();
    else if (["joining", "waiting", "call"].includes(phase.value)) this.#door.enter();
  }

  /** The server is gone; what was just said has perhaps not reached it. */
  #onLost(): void {
    this.#links.suspend();
    this.chat.tellDirectly();
  }

  async #watch(): Promise<void> {
    const outcome = await this.#ports.signaling.request("room:watch", { room: this.#room });
    if (outcome.ok) this.#model.room.watched.value = outcome;
  }

  #onJoined(joined: Joined): void {
    const { self, seat, state, log, wants } = joined;
    const { room } = this.#model;
    const first = room.phase.value === "joining";
    this.#life.back();
    this.#savedState.setSeat(this.#room, seat);
    // To the others a new id is a new person and a new epoch a new page: they have closed the
    // connections of the old one.
    const known = `${self} ${state.members.find(({ id }) => id === self)?.epoch}`;
    if (this.#known !== known) this.#links.close();
    this.#known = known;
    this.#links.joined(joined);
    this.#version = 0;
    batch(() => {
      room.self.value = self;
      if (first) showBegin(room, this.#ports.clock);
      room.phase.value = "call";
      this.chat.begin(log, { first, wants });
      this.#onState(state);
    });
    this.#links.resume();
    void this.chat.resume(log, wants);
  }

  #onRefused(failure: Failure): void {
    if (failure === "removed") return this.#end("removed");
    this.#end("lobby");
    this.#model.room.refusal.value = failure;
  }

  #onAnswer(admitted: boolean): void {
    const { phase } = this.#model.room;
    if (phase.value !== "waiting") return;
    if (!admitted) return this.#onRefused("turned-away");
    phase.value = "joining";
    this.#door.enter();
  }

  /** What was on its way when one hung up is asked for at the next visit. */
  #onLine(line: ChatLine): void {
    if (this.#model.room.phase.value === "call") this.chat.take(line);
  }

  /** Membership comes from here alone: a peer can neither appear nor vanish any other way. */
  #onState(state: RoomState): void {
    const { room } = this.#model;
    const { value: self } = room.self;
    if (room.phase.value !== "call" || self === null || state.version <= this.#version) return;
    this.#version = state.version;
    this.#savedState.setCopy(this.#room, state.copy);
    batch(() => {
      room.members.value = state.members;
      room.rules.value = state.rules;
      this.#links.reconcile({ members: state.members, media: { kind: "mesh" } }, self);
    });
  }

  #end(phase: EndPhase, by: Author | null = null): void {
    const { room } = this.#model;
    if (room.phase.value === phase) return;
    // Who was removed keeps the seat: it is what says so to the server.
    if (phase !== "removed") this.#savedState.setSeat(this.#room, null);
    else this.#life.noteClosing(); // a reload says it again
    this.#savedState.setCopy(this.#room, null);
    this.#door.abandon();
    const { onError } = this.#ports;
    attempt(() => this.#own.stopScreen(), undefined, onError);
    attempt(() => this.#links.close(), undefined, onError);
    if (phase !== "lobby") attempt(() => this.#own.media.stop(), undefined, onError);
    showEnd(room, { phase, at: this.#ports.clock.steady(), by });
    this.chat.clear();
  }
}
