// Everything of one page in one room: the session, what is seen and heard of it, what is told.
import { effect, signal, untracked } from "@preact/signals-core";
import { Host } from "./authority/host.ts";
import { takeDuties } from "./duties.ts";
import { OwnHand } from "./hints/own_hand.ts";
import { OwnVoice } from "./hints/own_voice.ts";
import type { CallView } from "./model.ts";
import { Memory } from "./memory.ts";
import { News } from "./notices/news.ts";
import { Panels } from "./panels.ts";
import type { Ports } from "./ports.ts";
import { safePorts } from "./safe_ports.ts";
import { Preferences } from "./preferences.ts";
import { Safety } from "./proof/safety.ts";
import { RoomTitle } from "./room_title.ts";
import { Session } from "./session.ts";
import { Signs } from "./signs.ts";
import { Ears } from "./speaking/ears.ts";
import { CANDIDATE_AFTER_MS } from "./speaking/spotlight.ts";
import { Volumes } from "./speaking/volumes.ts";
import { keepPin } from "./stage/keep_pin.ts";
import { StageView } from "./stage/stage_view.ts";

/** What the islands of a room share. Each part has its own intents; `model` is there to be read. */
export class Call {
  readonly session: Session;
  readonly model: CallView;
  readonly preferences: Preferences;
  readonly signs: Signs;
  readonly host: Host;
  readonly safety: Safety;
  readonly title: RoomTitle;
  readonly ears: Ears;
  readonly voice: OwnVoice;
  readonly stage: StageView;
  readonly news: News;
  readonly panels: Panels;
  readonly volumes: Volumes;
  /** What the parts that are loaded later are made of. */
  readonly panelPorts: Pick<Ports, "store" | "wire" | "clock"> & { room: string };
  /** Most people who were in the call at the same time, oneself included. */
  readonly most = signal(1);
  #ports: Ports;
  #hand = new OwnHand();

  constructor(room: string, given: Ports) {
    const ports = safePorts(given);
    const { wire, clock, audio, page } = ports;
    this.#ports = ports;
    this.preferences = new Preferences(ports.store);
    const { preferences } = this;
    this.session = new Session(room, ports, {
      preferences,
      notify: (notice) => this.news.tell(notice),
    });
    const { session } = this;
    const { model } = session;
    this.model = model;
    this.news = new News({ model, preferences, clock, audio });
    this.signs = new Signs({ wire, clock, model });
    const { secrets } = ports;
    this.title = new RoomTitle({
      ...{ room, model, wire, secrets, onError: ports.onError },
      key: () => session.credentials.key,
    });
    this.safety = new Safety({ room, model, links: () => session.links, secrets, clock });
    session.peers.add(this.safety);
    this.host = new Host({ wire, model, tell: (notice) => this.news.tell(notice) });
    this.voice = new OwnVoice({
      local: model.local,
      preferences,
      audio,
      page,
      tell: (notice) => this.news.tell(notice),
    });
    this.ears = new Ears({
      clock,
      levels: () => this.#levels(),
      self: () => model.room.self.value,
      onLook: (now) => this.#onLook(now),
    });
    this.stage = new StageView({
      tiles: model.tiles,
      preferences,
      spotlight: this.ears.spotlight,
    });
    this.volumes = new Volumes(ports.store);
    this.panelPorts = { store: ports.store, wire, clock, room };
    this.panels = new Panels({
      chatOpen: model.chat.open,
      setChatOpen: (open) => session.setChatOpen(open),
    });
    this.#follow(room);
    takeDuties({
      model,
      page,
      keys: {
        mic: () => void session.toggle("mic"),
        camera: () => void session.toggle("camera"),
        hangUp: () => session.leave(),
      },
    });
  }

  /** Plays a sound on the chosen speaker, for the person to hear whether it works. */
  testSound(): void {
    this.#ports.audio.play("test", this.model.local.speaker.value);
  }

  /** Enters the room. It comes with a press, which browsers want before they let sound out. */
  join(name: string, password: string | null = null): void {
    this.#ports.audio.resume();
    if (this.session.credentials.doubt.value === "broken") return; // a whole link has to come first
    this.session.join(name, password);
  }

  /** How long the call has lasted, in milliseconds. */
  lasting(): number {
    const { clock } = this.#ports;
    return clock.steady() - (this.model.room.begun.peek() ?? clock.steady());
  }

  /** Brings the newer version of the page; who is in the call comes straight back into it. */
  reload(): void {
    this.#ports.page.reload();
  }

  /** Whether the browser takes noise out of the own voice; an open microphone follows at once. */
  setNoise(on: boolean): void {
    this.preferences.set("noise", on);
    void this.session.devices.media.reopen("mic");
  }

  /** "Keep it up": the hand that went down by itself. */
  keepHand(): void {
    this.#hand.keep();
    void this.signs.setHand(true);
  }

  /** Listens for as long as there is anything to hear: in the lobby oneself, in a call everybody. */
  #follow(name: string): void {
    const { store } = this.#ports;
    const { room, local } = this.model;
    effect(() => {
      const inCall = room.phase.value === "call";
      const listening = inCall || local.tracks.value.mic !== null;
      untracked(() => listening ? this.ears.start() : this.ears.stop());
    });
    effect(() => {
      if (room.phase.value === "call") return;
      untracked(() => {
        this.signs.clear();
        this.stage.reset();
        this.panels.reset();
        this.#hand.reset();
      });
    });
    keepPin(name, { stage: this.stage, memory: new Memory(store), phase: room.phase });
    effect(() => {
      const line = this.model.chat.lines.value.at(-1);
      if (line?.kind === "text") untracked(() => this.signs.wrote(line.from.id));
    });
    effect(() => {
      if (room.enteredAt.value === null) return;
      const { fragment } = this.session.credentials;
      const at = room.enteredAt.value;
      new Memory(store).noteVisit({ room: name, at, ...(fragment && { fragment }) });
    });
    effect(() => {
      const { value: count } = this.model.count;
      const { value: phase } = room.phase;
      untracked(() => {
        if (phase === "joining") this.most.value = 1;
        else if (phase === "call") this.most.value = Math.max(this.most.value, count);
      });
    });
    effect(() => {
      if (local.micOn.value) untracked(() => this.news.toasts.withdraw("mutedTalk"));
    });
  }

  #levels(): Map<string, number> {
    const { room, me, local } = this.model;
    const own = this.voice.look();
    const levels = this.session.links.levels();
    for (const { id, media } of room.members.value) {
      if (id !== me.value?.id && !media.mic) levels.set(id, 0);
    }
    if (me.value) levels.set(me.value.id, local.flags.value.mic ? own : 0);
    return levels;
  }

  #onLook(now: number): void {
    if (this.model.room.phase.value !== "call") return;
    this.voice.check(now);
    this.#lowerHand(now);
    for (const id of this.ears.speaking.value) {
      const since = this.ears.speakingSince(id);
      if (since === null || now - since < CANDIDATE_AFTER_MS) continue;
      this.stage.bringIn(id, this.ears.heardAt);
    }
  }

  #lowerHand(now: number): void {
    const me = this.model.me.value;
    if (me === null) return;
    const speakingSince = this.ears.speakingSince(me.id);
    if (!this.#hand.isToGoDown({ hand: me.hand, speakingSince, now })) return;
    void this.signs.setHand(false);
    this.news.tell({ kind: "handLowered" });
  }
}
