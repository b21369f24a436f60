// Everything of one page in one room: the session, what is seen and heard of it, what is told.
import { effect, signal, untracked } from "@preact/signals-core";
import { Moderation } from "./permissions/moderation.ts";
import { bindPage } from "./bind_page.ts";
import { AutoLowerHand } from "./presence/auto_lower_hand.ts";
import { MicMeter } from "./audio/mic_meter.ts";
import type { CallView } from "./model.ts";
import { SavedState } from "./saved_state.ts";
import { Notifications } from "./notifications/notifications.ts";
import { Panels } from "./panels.ts";
import type { Ports } from "./ports.ts";
import { safePorts } from "./safe_ports.ts";
import { Preferences } from "./preferences.ts";
import { EncryptionStatus } from "./e2ee/encryption_status.ts";
import { RoomTitle } from "./room_title.ts";
import { Session } from "./session.ts";
import { Presence } from "./presence/presence.ts";
import { ActiveSpeakers } from "./audio/active_speakers.ts";
import { CANDIDATE_AFTER_MS } from "./audio/spotlight.ts";
import { Volumes } from "./audio/volumes.ts";
import { keepPin } from "./layout/pin_memory.ts";
import { LayoutState } from "./layout/layout_state.ts";

/** What the islands of a room share. Each part has its own intents; `model` is there to be read. */
export class Call {
  readonly session: Session;
  readonly model: CallView;
  readonly preferences: Preferences;
  readonly presence: Presence;
  readonly moderation: Moderation;
  readonly encryption: EncryptionStatus;
  readonly title: RoomTitle;
  readonly activeSpeakers: ActiveSpeakers;
  readonly micMeter: MicMeter;
  readonly layout: LayoutState;
  readonly notifications: Notifications;
  readonly panels: Panels;
  readonly volumes: Volumes;
  /** What the parts that are loaded later are made of. */
  readonly panelPorts: Pick<Ports, "store" | "signaling" | "clock"> & { room: string };
  /** Most people who were in the call at the same time, oneself included. */
  readonly peakCount = signal(1);
  #ports: Ports;
  #hand = new AutoLowerHand();

  constructor(room: string, given: Ports) {
    const ports = safePorts(given);
    const { signaling, clock, audio, page } = ports;
    this.#ports = ports;
    this.preferences = new Preferences(ports.store);
    const { preferences } = this;
    this.session = new Session(room, ports, {
      preferences,
      notify: (notice) => this.notifications.tell(notice),
    });
    const { session } = this;
    const { model } = session;
    this.model = model;
    this.notifications = new Notifications({ model, preferences, clock, audio });
    this.presence = new Presence({ signaling, clock, model });
    const { secrets } = ports;
    this.title = new RoomTitle({
      ...{ room, model, signaling, secrets, onError: ports.onError },
      key: () => session.credentials.key,
    });
    this.encryption = new EncryptionStatus({
      room,
      model,
      links: () => session.links,
      secrets,
      clock,
    });
    this.moderation = new Moderation({
      signaling,
      model,
      tell: (notice) => this.notifications.tell(notice),
    });
    this.micMeter = new MicMeter({
      local: model.local,
      preferences,
      audio,
      page,
      tell: (notice) => this.notifications.tell(notice),
    });
    this.activeSpeakers = new ActiveSpeakers({
      clock,
      levels: () => this.#levels(),
      self: () => model.room.self.value,
      onLook: (now) => this.#onLook(now),
    });
    this.layout = new LayoutState({
      tiles: model.tiles,
      preferences,
      spotlight: this.activeSpeakers.spotlight,
    });
    this.volumes = new Volumes(ports.store);
    this.panelPorts = { store: ports.store, signaling, clock, room };
    this.panels = new Panels({
      chatOpen: model.chat.open,
      setChatOpen: (open) => session.setChatOpen(open),
    });
    this.#follow(room);
    bindPage({
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
    void this.presence.setHand(true);
  }

  /** Listens for as long as there is anything to hear: in the lobby oneself, in a call everybody. */
  #follow(name: string): void {
    const { store } = this.#ports;
    const { room, local } = this.model;
    effect(() => {
      const inCall = room.phase.value === "call";
      const listening = inCall || local.tracks.value.mic !== null;
      untracked(() => listening ? this.activeSpeakers.start() : this.activeSpeakers.stop());
    });
    effect(() => {
      if (room.phase.value === "call") return;
      untracked(() => {
        this.presence.clear();
        this.layout.reset();
        this.panels.reset();
        this.#hand.reset();
      });
    });
    keepPin(name, { stage: this.layout, savedState: new SavedState(store), phase: room.phase });
    effect(() => {
      const line = this.model.chat.lines.value.at(-1);
      if (line?.kind === "text") untracked(() => this.presence.wrote(line.from.id));
    });
    effect(() => {
      if (room.enteredAt.value === null) return;
      const { fragment } = this.session.credentials;
      const at = room.enteredAt.value;
      new SavedState(store).noteVisit({ room: name, at, ...(fragment && { fragment }) });
    });
    effect(() => {
      const { value: count } = this.model.count;
      const { value: phase } = room.phase;
      untracked(() => {
        if (phase === "joining") this.peakCount.value = 1;
        else if (phase === "call") this.peakCount.value = Math.max(this.peakCount.value, count);
      });
    });
    effect(() => {
      if (local.micOn.value) untracked(() => this.notifications.toasts.withdraw("mutedTalk"));
    });
  }

  #levels(): Map<string, number> {
    const { room, me, local } = this.model;
    const own = this.micMeter.look();
    const levels = this.session.links.levels();
    for (const { id, media } of room.members.value) {
      if (id !== me.value?.id && !media.mic) levels.set(id, 0);
    }
    if (me.value) levels.set(me.value.id, local.flags.value.mic ? own : 0);
    return levels;
  }

  #onLook(now: number): void {
    if (this.model.room.phase.value !== "call") return;
    this.micMeter.check(now);
    this.#lowerHand(now);
    for (const id of this.activeSpeakers.speaking.value) {
      const since = this.activeSpeakers.speakingSince(id);
      if (since === null || now - since < CANDIDATE_AFTER_MS) continue;
      this.layout.bringIn(id, this.activeSpeakers.heardAt);
    }
  }

  #lowerHand(now: number): void {
    const me = this.model.me.value;
    if (me === null) return;
    const speakingSince = this.activeSpeakers.speakingSince(me.id);
    if (!this.#hand.shouldLower({ hand: me.hand, speakingSince, now })) return;
    void this.presence.setHand(false);
    this.notifications.tell({ kind: "handLowered" });
  }
}
