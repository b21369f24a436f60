// One visit to one room: the single writer of the room's state, and the one who speaks to the wire.
import { batch, effect, untracked } from "@preact/signals-core";
import type { Joined, RoomState } from "../protocol/shapes.ts";
import type { Slot } from "../protocol/slots.ts";
import { Chat } from "./chat/chat.ts";
import { announceMedia } from "./media/announce.ts";
import type { Links } from "./links/links.ts";
import { Entrance, joinRequest } from "./entrance.ts";
import { LocalMedia } from "./media/local_media.ts";
import type { Notice } from "./notices/notice.ts";
import type { Preferences } from "./preferences.ts";
import { Memory } from "./memory.ts";
import { modelLinks } from "./links/model_links.ts";
import type { PeerMessage } from "./links/messages.ts";
import { type CallModel, type CallView, createModel } from "./model.ts";
import type { DeviceKind, Failure, Ports } from "./ports.ts";
import { Screen } from "./media/screen.ts";
import { onLetters } from "./links/signal.ts";

export interface SessionOptions {
  preferences: Preferences;
  /** Something about the own devices is to be told. */
  notify(notice: Notice): void;
}

/** Everything a person can do in a room, and `model`, everything there is to see. */
export class Session {
  #ports: Ports;
  #model: CallModel;
  #room: string;
  #memory: Memory;
  #links: Links;
  #media: LocalMedia;
  #screen: Screen;
  #chat: Chat;
  #entrance: Entrance;
  #preferences: Preferences;
  #version = 0;
  /** Id and epoch under which the others know this page. */
  #known = "";

  constructor(room: string, ports: Ports, { preferences, notify }: SessionOptions) {
    const memory = new Memory(ports.store);
    this.#ports = ports;
    this.#room = room;
    this.#memory = memory;
    this.#model = createModel(ports.wire.connected);
    const { local, chat } = this.#model;
    const { self } = this.#model.room;
    const onTrack = (slot: Slot, track: MediaStreamTrack | null) =>
      this.#links.setTrack(slot, track);
    const noise = () => preferences.settings.value.noise;
    this.#preferences = preferences;
    this.#media = new LocalMedia({ ports, local, memory, noise, notify, onTrack });
    this.#screen = new Screen({ ports, local, onTrack });
    this.#chat = new Chat({
      ports,
      memory,
      room,
      chat,
      self,
      members: this.#model.room.members,
      tell: (id, message) => this.#links.send(id, message),
    });
    this.#links = modelLinks(this.#model, ports, {
      onMessage: (id, message) => this.#onMessage(id, message),
      onReach: (id) => this.#chat.tellDirectly([id]),
    });
    this.#entrance = new Entrance({
      wire: ports.wire,
      clock: ports.clock,
      request: () => joinRequest(room, { model: this.#model, memory, since: this.#chat.newest }),
      onJoined: (joined) => this.#onJoined(joined),
      onRefused: (failure) => this.#onRefused(failure),
    });
    this.#listen();
  }

  get model(): CallView {
    return this.#model;
  }

  /** Own devices, for what goes beyond switching them. */
  get media(): LocalMedia {
    return this.#media;
  }

  /** Opens the lobby; after a reload in the middle of a call goes straight back into it. */
  open(): void {
    const { name } = this.#memory;
    this.#model.room.name.value = name;
    void this.#media.survey();
    this.#ports.wire.connect();
    if (name === null || this.#memory.seat(this.#room) === null) {
      this.#chat.clear(); // of an earlier visit
      return void this.#getReady();
    }
    this.#model.room.ready.value = true;
    this.join(name);
  }

  /** Opens the devices that need no question; their buttons say so from the first press on. */
  async #getReady(): Promise<void> {
    const allowed = await this.#media.allowed(this.#wanted());
    batch(() => {
      this.#model.room.ready.value = true;
      void this.#media.start(allowed);
    });
  }

  /** Asks for camera and microphone, as far as the person wants them. */
  async startMedia(): Promise<void> {
    await this.#media.start(this.#wanted());
  }

  /**
   * Enters the room, and asks for the devices that are wanted and not open yet; neither waits for
   * the other. `model.room` says what came of it.
   */
  join(name: string): void {
    const { room } = this.#model;
    if (room.phase.value === "joining" || room.phase.value === "call") return;
    this.#memory.name = name;
    batch(() => {
      room.name.value = name;
      room.refusal.value = null;
      room.leftAt.value = null;
      room.phase.value = "joining";
    });
    void this.startMedia();
    if (this.#ports.wire.connected.value) void this.#entrance.enter();
  }

  leave(): void {
    if (this.#model.room.phase.value === "call") {
      void this.#ports.wire.request("room:leave", { mayReturn: false });
    }
    this.#end("left");
  }

  say(text: string, replyTo?: string): void {
    this.#chat.say(text, replyTo);
  }

  /** Sends a text again that was refused. */
  sayAgain(id: string): void {
    this.#chat.retry(id);
  }

  setChatOpen(open: boolean): void {
    this.#chat.setOpen(open);
  }

  /** Switches the microphone or the camera, and remembers it for the next visit. */
  async toggle(kind: "mic" | "camera"): Promise<void> {
    const on = !this.#model.local.flags.value[kind];
    this.#memory.setWants(kind, on);
    await this.#media.set(kind, on);
  }

  async toggleScreen(): Promise<void> {
    if (this.#model.local.flags.value.screen) this.#screen.stop();
    else await this.#screen.start();
  }

  /** How loud each of the others is right now: amplitudes from 0 to 1, by member id. */
  levels(): Map<string, number> {
    return this.#links.levels();
  }

  async chooseDevice(kind: DeviceKind, id: string): Promise<void> {
    await this.#media.choose(kind, id);
  }

  #wanted(): Record<"mic" | "camera", boolean> {
    const { joinMuted } = this.#preferences.settings.value;
    return { mic: this.#memory.wants("mic") && !joinMuted, camera: this.#memory.wants("camera") };
  }

  #listen(): void {
    const { wire, page } = this.#ports;
    const { watched } = this.#model.room;
    wire.onNotice("room:state", (state) => this.#entrance.inOrder(() => this.#onState(state)));
    wire.onNotice("room:count", ({ count, limit }) => watched.value = { count, limit });
    wire.onNotice("chat:line", (line) => this.#chat.take(line));
    wire.onNotice("member:replaced", () => this.#end("replaced"));
    onLetters(
      wire,
      (from, letter) => this.#entrance.inOrder(() => this.#links.receive(from, letter)),
    );
    page.onClosing(() => this.#onClosing());
    page.onAwake(() => wire.check());
    effect(() => {
      const { value: online } = wire.connected;
      untracked(() => online ? this.#onConnected() : this.#onLost());
    });
    announceMedia(this.#model, wire);
  }

  /** The socket is there, for the first time or again: say where this page is. */
  #onConnected(): void {
    const { phase } = this.#model.room;
    if (phase.value === "lobby") void this.#watch();
    else if (phase.value === "joining" || phase.value === "call") void this.#entrance.enter();
  }

  /** The server is gone; what was just said has perhaps not reached it. */
  #onLost(): void {
    this.#links.suspend();
    this.#chat.tellDirectly();
  }

  #onMessage(id: string, message: PeerMessage): void {
    const from = this.#model.room.members.value.find((member) => member.id === id);
    if (from === undefined) return;
    if (message.kind === "chat") this.#chat.takeDirect({ id, name: from.name }, message);
  }

  async #watch(): Promise<void> {
    const outcome = await this.#ports.wire.request("room:watch", { room: this.#room });
    if (outcome.ok) this.#model.room.watched.value = { count: outcome.count, limit: outcome.limit };
  }

  #onJoined({ self, seat, ice, state, log, wants }: Joined): void {
    const { room } = this.#model;
    const first = room.phase.value === "joining";
    this.#memory.setSeat(this.#room, seat);
    // To the others a new id is a new person and a new epoch a new page: they have closed the
    // connections of the old one.
    const known = `${self} ${state.members.find(({ id }) => id === self)?.epoch}`;
    if (this.#known !== known) this.#links.close();
    this.#known = known;
    this.#links.useIceServers(ice);
    this.#version = 0;
    batch(() => {
      room.self.value = self;
      if (first) room.enteredAt.value = this.#ports.clock.now();
      room.phase.value = "call";
      this.#chat.takeLog(log, { unread: !first });
      this.#onState(state);
    });
    this.#links.resume();
    void this.#chat.resume(log, wants);
  }

  #onRefused(failure: Failure): void {
    this.#end("lobby");
    this.#model.room.refusal.value = failure;
  }

  /** Membership comes from here alone: a peer can neither appear nor vanish any other way. */
  #onState(state: RoomState): void {
    const { room } = this.#model;
    const { value: self } = room.self;
    if (room.phase.value !== "call" || self === null || state.version <= this.#version) return;
    this.#version = state.version;
    this.#memory.setCopy(this.#room, state.copy);
    batch(() => {
      room.members.value = state.members;
      this.#links.reconcile(state.members, self);
    });
  }

  /** The page goes away. Only a reload can come back, and it does so within seconds. */
  #onClosing(): void {
    if (this.#model.room.phase.value !== "call") return;
    void this.#ports.wire.request("room:leave", { mayReturn: true });
  }

  #end(phase: "left" | "replaced" | "lobby"): void {
    const { room } = this.#model;
    if (room.phase.value === phase) return;
    this.#memory.setSeat(this.#room, null);
    this.#memory.setCopy(this.#room, null);
    this.#entrance.abandon();
    this.#screen.stop();
    this.#links.close();
    if (phase !== "lobby") this.#media.stop();
    batch(() => {
      room.phase.value = phase;
      room.leftAt.value = this.#ports.clock.now();
      room.self.value = null;
      room.members.value = [];
    });
    this.#chat.clear();
  }
}
