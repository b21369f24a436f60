// Everything of one page in one room: one object for each subject, and what they do to each other.
import { computed, type ReadonlySignal } from "@preact/signals-core";
import { ActiveSpeakers } from "./audio/active_speakers.ts";
import { MicMeter } from "./audio/mic_meter.ts";
import { type Voice, voicesOf } from "./audio/remote_audio.ts";
import { CANDIDATE_AFTER_MS } from "./audio/spotlight.ts";
import { Volumes } from "./audio/volumes.ts";
import { bindNetwork, type Network } from "./bind_network.ts";
import { bindPage } from "./bind_page.ts";
import { Chat } from "./chat/chat.ts";
import { FileSharing } from "./files/file_sharing.ts";
import { EncryptionStatus } from "./e2ee/encryption_status.ts";
import { LayoutState } from "./layout/layout_state.ts";
import { keepPin } from "./layout/pin_memory.ts";
import { OwnDevices } from "./media/own_devices.ts";
import { Membership } from "./membership/membership.ts";
import type { MembershipHooks } from "./membership/membership_hooks.ts";
import { settling } from "./membership/settling.ts";
import type { Notification } from "./notifications/notification.ts";
import { Notifications } from "./notifications/notifications.ts";
import { Panels } from "./panels.ts";
import { enforcePermissions } from "./permissions/enforce_permissions.ts";
import { publishMediaState } from "./permissions/publish_media_state.ts";
import { Moderation } from "./permissions/moderation.ts";
import type { Ports } from "./ports.ts";
import { Preferences } from "./preferences.ts";
import { Presence } from "./presence/presence.ts";
import { Recording } from "./recording/recording.ts";
import { RoomTitle } from "./room_title.ts";
import { attempt, safePorts } from "./safe_ports.ts";
import { SavedState } from "./saved_state.ts";
import { Scope } from "./scope.ts";
import { bindTransport, transportReady } from "./transport/bind_transport.ts";
import { Connections } from "./transport/connections.ts";
import type { MediaTransport } from "./transport/transport.ts";
import type { View } from "./view.ts";

/** What the islands of a room share. Each part owns its signals and has its own intents. */
export class Call {
  readonly preferences: Preferences;
  readonly connections: View<Connections>;
  readonly membership: View<Membership>;
  readonly media: View<OwnDevices>;
  readonly chat: View<Chat>;
  readonly files: FileSharing;
  readonly notifications: Notifications;
  readonly presence: Presence;
  readonly moderation: Moderation;
  readonly recording: Recording;
  readonly encryption: EncryptionStatus;
  readonly title: RoomTitle;
  readonly activeSpeakers: ActiveSpeakers;
  readonly micMeter: MicMeter;
  readonly layout: LayoutState;
  readonly panels: Panels;
  readonly volumes: Volumes;
  readonly network: Network;
  readonly voices: ReadonlySignal<readonly Voice[]>; // of the other members
  readonly settled: ReadonlySignal<boolean>;
  readonly #scope = new Scope();
  readonly #ports: Ports;
  readonly transport: MediaTransport;

  constructor(room: string, given: Ports) {
    const safe = safePorts(given);
    const ports = { ...safe, clock: this.#scope.clock(safe.clock) };
    const { signaling, clock, audio, page, secrets, onError } = ports;
    const savedState = new SavedState(ports.store);
    const preferences = new Preferences(ports.store);
    const connections = new Connections();
    const membership = new Membership({
      ...{ room, ports, savedState, connections, ready: transportReady(ports) },
    });
    const notify = (notification: Notification) => this.notifications.notify(notification);
    const key = () => membership.credentials.key;
    const media = new OwnDevices({
      ...{ ports, savedState, preferences, notify },
      onTrack: (slot, track) => this.transport.setTrack(slot, track),
    });
    const transport = bindTransport(ports, {
      ...{ room, key, connections, self: membership.self, tracks: media.tracks },
      ...{ scope: this.#scope, inOrder: (step) => membership.inOrder(step) },
    });
    const chat = new Chat({ ports, savedState, room, membership, messages: transport.messages });
    this.#ports = ports;
    this.transport = transport;
    this.preferences = preferences;
    this.connections = connections;
    this.membership = membership;
    this.media = media;
    this.chat = chat;
    this.voices = computed(() => voicesOf({ connections, membership }));
    this.settled = settling(this.#scope, { clock, page, membership, connections });
    this.notifications = new Notifications({
      ...{ membership, chat, preferences, clock, audio, speaker: media.speaker },
    });
    this.presence = new Presence({ signaling, clock });
    this.title = new RoomTitle({ room, membership, signaling, secrets, onError, key });
    this.encryption = new EncryptionStatus({
      ...{ room, membership, connections, transport, secrets, clock },
    });
    this.moderation = new Moderation({ signaling, membership, notify });
    this.micMeter = new MicMeter({ local: media, preferences, audio, page, notify });
    this.activeSpeakers = new ActiveSpeakers({
      clock,
      levels: () => this.#levels(),
      self: () => membership.self.value,
      onSample: (now) => this.#onSample(now),
    });
    const { spotlight } = this.activeSpeakers;
    this.layout = new LayoutState({ media, membership, connections, preferences, spotlight });
    this.volumes = new Volumes(ports.store);
    this.panels = new Panels({ chatOpen: chat.open, setChatOpen: (open) => chat.setOpen(open) });
    const follows = { preferences, membership, connections, transport, notify };
    this.files = new FileSharing({ scope: this.#scope, ...follows, room, ports, chat });
    this.recording = new Recording(this.#scope, { ...follows, room, ports, media, chat });
    this.network = bindNetwork(this.#scope, { ...this, ...follows, room }, ports);
    this.#follow(room, savedState);
    enforcePermissions(this.#scope, { signaling, membership, media, notify });
    publishMediaState(this.#scope, { signaling, membership, media });
    membership.connect(this.#hooks());
  }

  /** Opens the lobby; after a reload in the middle of a call goes straight back into it. */
  open(suggested: string | null = null): void {
    void this.media.survey();
    if (this.membership.open(suggested)) return;
    this.chat.clear(); // of an earlier visit
    void this.#prepare();
  }

  /** Brings the newer version of the page; who is in the call comes straight back into it. */
  reload(): void {
    this.#ports.page.reload();
  }

  /** Leaves the room. After that nothing of the call is running, and it cannot be used again. */
  dispose(): void {
    const { membership, media, chat, notifications, presence, title, layout } = this;
    membership.dispose();
    for (const part of [media, chat, notifications, presence, title, layout]) part.dispose();
    for (const part of [this.encryption, this.moderation, this.micMeter]) part.dispose();
    this.activeSpeakers.stop();
    this.transport.close();
    this.#scope.dispose();
    this.#ports.signaling.close();
  }

  /** Opens the devices that need no question; their buttons say so from the first press on. */
  async #prepare(): Promise<void> {
    const allowed = await this.media.allowed();
    if (this.membership.phase.value === "lobby") void this.media.start(allowed); // else `join` did
    this.membership.setReady();
  }

  /** What a change of the membership means for the other parts. */
  #hooks(): MembershipHooks {
    const { media, chat, transport } = this;
    return {
      describe: () => ({ media: media.flags.value, since: chat.newest }),
      onJoining: () => void media.start(),
      onJoined: (joined, { isNewPage }) => {
        if (isNewPage) transport.close();
        transport.joined(joined);
        this.files.joined(joined);
      },
      onEntered: (joined, { first }) => chat.begin(joined, { first }),
      onSnapshot: ({ members, media = { kind: "mesh" } }, self) =>
        transport.reconcile({ members, media }, self),
      onResumed: ({ log, wants }) => {
        transport.resume();
        void chat.resume(log, wants);
      },
      onOffline: () => {
        transport.suspend();
        chat.tellDirectly(); // what was just said has perhaps not reached the server
      },
      onEnding: (phase) => {
        const { onError } = this.#ports;
        attempt(() => media.stopScreen(), undefined, onError);
        attempt(() => transport.close(), undefined, onError);
        if (phase !== "lobby") attempt(() => media.stop(), undefined, onError);
      },
      onEnded: () => chat.clear(),
    };
  }

  #follow(room: string, savedState: SavedState): void {
    const { membership, media, chat, layout: stage } = this;
    const [scope, { phase }] = [this.#scope, membership];
    // In the lobby one hears oneself, in a call everybody.
    scope.watch(
      () => phase.value === "call" || media.tracks.value.mic !== null,
      (listening) => listening ? this.activeSpeakers.start() : this.activeSpeakers.stop(),
    );
    scope.watch(() => phase.value, (now) => now === "call" || this.#reset());
    keepPin(scope, { room, stage, savedState, phase });
    scope.watch(() => chat.lines.value.at(-1), (line) => {
      if (line?.kind === "text") this.presence.wrote(line.from.id);
    });
    scope.watch(() => media.micOn.value, (on) => {
      if (on) this.notifications.toasts.withdraw("mutedTalk");
    });
    bindPage(scope, {
      ...{ membership, media, page: this.#ports.page },
      keys: {
        mic: () => void media.toggle("mic"),
        camera: () => void media.toggle("camera"),
        hangUp: () => membership.leave(),
      },
    });
  }

  #reset(): void {
    this.presence.clear();
    for (const part of [this.layout, this.panels]) part.reset();
  }

  #levels(): Map<string, number> {
    const { members, me } = this.membership;
    const [own, levels] = [this.micMeter.sample(), this.transport.levels()];
    for (const { id, media } of members.value) {
      if (id !== me.value?.id && !media.mic) levels.set(id, 0);
    }
    if (me.value) levels.set(me.value.id, this.media.flags.value.mic ? own : 0);
    return levels;
  }

  #onSample(now: number): void {
    if (this.membership.phase.value !== "call") return;
    const { speaking, heardAt } = this.activeSpeakers;
    this.micMeter.check(now);
    this.#lowerHand(now);
    for (const id of speaking.value) {
      const since = this.activeSpeakers.speakingSince(id);
      if (since !== null && now - since >= CANDIDATE_AFTER_MS) this.layout.bringIn(id, heardAt);
    }
  }

  #lowerHand(now: number): void {
    const { value: me } = this.membership.me;
    if (me === null) return;
    const speakingSince = this.activeSpeakers.speakingSince(me.id);
    if (!this.presence.lowerHand({ hand: me.hand, speakingSince, now })) return;
    this.notifications.notify({ kind: "handLowered" });
  }
}
