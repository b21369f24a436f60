// A page in front of a room: the way in, own devices, and how loud they are. A call is made of it, and
// comes later: whoever only looks in does not load it.
import type { Slot } from "../protocol/slots.ts";
import { ActiveSpeakers } from "./audio/active_speakers.ts";
import { MicMeter } from "./audio/mic_meter.ts";
import { OwnDevices } from "./media/own_devices.ts";
import { Membership } from "./membership/membership.ts";
import type { MembershipHooks } from "./membership/membership_hooks.ts";
import type { Notification } from "./notifications/notification.ts";
import type { Ports } from "./ports.ts";
import { Preferences } from "./preferences.ts";
import { RoomTitle } from "./room_title.ts";
import { attempt, safePorts } from "./safe_ports.ts";
import { SavedState } from "./saved_state.ts";
import { Scope } from "./scope.ts";
import { Connections } from "./transport/connections.ts";
import { transportReady } from "./transport/transport_ready.ts";
import type { View } from "./view.ts";

/** So much of what happened is told late; the newest counts. */
const MOST_EARLY = 5;

/** What a call does for its lobby, once it is there. */
export interface LobbyCall extends Omit<MembershipHooks, "onJoining"> {
  notify(notification: Notification): void;
  setTrack(slot: Slot, track: MediaStreamTrack | null): void;
  /** Loudness of the other members, as amplitudes from 0 to 1. */
  levels(): Map<string, number>;
  onSample(now: number, levels: ReadonlyMap<string, number>): void;
}

/** What the page of a room has from the beginning. Nobody joins before a call follows it. */
export class Lobby {
  readonly room: string;
  readonly ports: Ports;
  /** Ends with the call. */
  readonly scope = new Scope();
  readonly savedState: SavedState;
  readonly preferences: Preferences;
  readonly connections = new Connections();
  readonly membership: View<Membership>;
  readonly media: View<OwnDevices>;
  readonly title: RoomTitle;
  readonly micMeter: MicMeter;
  readonly activeSpeakers: ActiveSpeakers;
  /** Whether the page has been opened anew; false after a reload that goes straight back into the call. */
  isNewVisit = false;
  /** Begins to fetch what follows. */
  #begin: () => void = () => {};
  #call: LobbyCall | null = null;
  /** What happened before there was a call that could tell the person. */
  #early: Notification[] = [];

  /** `load` fetches what follows this lobby, and lets it; absent where that is there already. */
  constructor(room: string, given: Ports, load: (() => Promise<void>) | null = null) {
    const safe = safePorts(given);
    const ports = { ...safe, clock: this.scope.clock(safe.clock) };
    const { signaling, clock, audio, page, secrets, onError } = ports;
    this.room = room;
    this.ports = ports;
    const ready = load === null ? transportReady(ports) : this.#loaded(load);
    const savedState = this.savedState = new SavedState(ports.store);
    const preferences = this.preferences = new Preferences(ports.store);
    const { connections } = this;
    const membership = new Membership({
      ...{ room, ports, savedState, connections, ready },
    });
    const notify = (notification: Notification) => this.#notify(notification);
    const media = new OwnDevices({
      ...{ ports, savedState, preferences, notify },
      onTrack: (slot, track) => this.#call?.setTrack(slot, track),
    });
    this.membership = membership;
    this.media = media;
    const key = () => membership.credentials.key;
    this.title = new RoomTitle({ room, membership, signaling, secrets, onError, key });
    this.micMeter = new MicMeter({ local: media, preferences, audio, page, notify });
    this.activeSpeakers = new ActiveSpeakers({
      clock,
      levels: () => this.#levels(),
      self: () => membership.self.value,
      onSample: (now, levels) => this.#call?.onSample(now, levels),
    });
    // In the lobby one hears oneself, in a call everybody.
    this.scope.watch(
      () => membership.phase.value === "call" || media.tracks.value.mic !== null,
      (listening) => listening ? this.activeSpeakers.start() : this.activeSpeakers.stop(),
    );
    membership.connect(this.#hooks());
  }

  /** Opens the lobby; after a reload in the middle of a call goes straight back into it. */
  open(suggested: string | null = null): void {
    void this.media.survey();
    this.isNewVisit = !this.membership.open(suggested);
    if (this.isNewVisit) void this.#prepare();
  }

  /** Brings the newer version of the page; who is in the call comes straight back into it. */
  reload(): void {
    this.ports.page.reload();
  }

  /** Somebody is about to join: what a call needs is fetched, once. */
  load(): void {
    this.#begin();
  }

  /** From now on the call follows. */
  follow(call: LobbyCall): void {
    this.#call = call;
    for (const notification of this.#early.splice(0)) call.notify(notification);
  }

  /** Whether what a call needs could be fetched, once that has begun. */
  async #loaded(load: () => Promise<void>): Promise<boolean> {
    await new Promise<void>((begin) => this.#begin = begin);
    try {
      const [isWhole] = await Promise.all([transportReady(this.ports), load()]);
      return isWhole;
    } catch (error) {
      this.ports.onError(error);
      return false;
    }
  }

  /** Opens the devices that need no question; their buttons say so from the first press on. */
  async #prepare(): Promise<void> {
    const { media, membership } = this;
    const allowed = await media.allowed();
    if (membership.phase.value === "lobby") void media.start(allowed); // else `join` did
    membership.setReady();
  }

  #notify(notification: Notification): void {
    if (this.#call !== null) return this.#call.notify(notification);
    this.#early = [...this.#early, notification].slice(-MOST_EARLY);
    this.load();
  }

  #hooks(): MembershipHooks {
    const { media, ports: { onError } } = this;
    return {
      describe: () => this.#call?.describe() ?? { media: media.flags.value, since: 0 },
      onJoining: () => {
        this.load();
        void media.start();
      },
      onJoined: (joined, change) => this.#call?.onJoined(joined, change),
      onEntered: (joined, change) => this.#call?.onEntered(joined, change),
      onSnapshot: (state, self) => this.#call?.onSnapshot(state, self),
      onResumed: (joined) => this.#call?.onResumed(joined),
      onOffline: () => this.#call?.onOffline(),
      onEnding: (phase) => {
        attempt(() => media.stopScreen(), undefined, onError);
        attempt(() => this.#call?.onEnding(phase), undefined, onError);
        if (phase !== "lobby") attempt(() => media.stop(), undefined, onError);
      },
      onEnded: () => this.#call?.onEnded(),
    };
  }

  #levels(): Map<string, number> {
    const { members, me } = this.membership;
    const [own, levels] = [this.micMeter.sample(), this.#call?.levels() ?? new Map()];
    for (const { id, media } of members.value) {
      if (id !== me.value?.id && !media.mic) levels.set(id, 0);
    }
    if (me.value) levels.set(me.value.id, this.media.flags.value.mic ? own : 0);
    return levels;
  }
}
