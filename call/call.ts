// Everything of one page in one room: one object for each subject, and what they do to each other.
import { computed, type ReadonlySignal } from "@preact/signals-core";
import type { ActiveSpeakers } from "./audio/active_speakers.ts";
import type { MicMeter } from "./audio/mic_meter.ts";
import { type Voice, voicesOf } from "./audio/remote_audio.ts";
import { CANDIDATE_AFTER_MS } from "./audio/spotlight.ts";
import { SameRoom } from "./audio/same_room.ts";
import { Volumes } from "./audio/volumes.ts";
import { bindNetwork, type Network } from "./bind_network.ts";
import { bindPage } from "./bind_page.ts";
import { Chat } from "./chat/chat.ts";
import { FileSharing } from "./files/file_sharing.ts";
import { EncryptionStatus } from "./e2ee/encryption_status.ts";
import type { Lobby, LobbyCall } from "./lobby.ts";
import { LayoutState } from "./layout/layout_state.ts";
import { keepPin } from "./layout/pin_memory.ts";
import type { OwnDevices } from "./media/own_devices.ts";
import type { Membership } from "./membership/membership.ts";
import { settling } from "./membership/settling.ts";
import type { Notification } from "./notifications/notification.ts";
import { Notifications } from "./notifications/notifications.ts";
import { Panels } from "./panels.ts";
import { enforcePermissions } from "./permissions/enforce_permissions.ts";
import { publishMediaState } from "./permissions/publish_media_state.ts";
import { Moderation } from "./permissions/moderation.ts";
import type { Preferences } from "./preferences.ts";
import { Presence } from "./presence/presence.ts";
import { Recording } from "./recording/recording.ts";
import type { RoomTitle } from "./room_title.ts";
import { bindTransport } from "./transport/bind_transport.ts";
import type { Connections } from "./transport/connections.ts";
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
  readonly transport: MediaTransport;
  readonly #sameRoom: SameRoom;
  readonly #lobby: Lobby;

  constructor(lobby: Lobby) {
    const { room, ports, scope, savedState, preferences, connections, membership, media } = lobby;
    const { signaling, clock, audio, page, secrets } = ports;
    const notify = (notification: Notification) => this.notifications.notify(notification);
    const transport = bindTransport(ports, {
      ...{ room, connections, scope, self: membership.self, tracks: media.tracks },
      key: () => membership.credentials.key,
      inOrder: (step) => membership.inOrder(step),
    });
    const chat = new Chat({ ports, savedState, room, membership, messages: transport.messages });
    this.#lobby = lobby;
    this.transport = transport;
    this.preferences = preferences;
    this.connections = connections;
    this.membership = membership;
    this.media = media;
    this.chat = chat;
    this.voices = computed(() => voicesOf({ connections, membership }));
    this.settled = settling(scope, { clock, page, membership, connections });
    this.notifications = new Notifications({
      ...{ membership, chat, preferences, clock, audio, speaker: media.speaker },
    });
    this.presence = new Presence({ signaling, clock });
    this.title = lobby.title;
    this.encryption = new EncryptionStatus({
      ...{ room, membership, connections, transport, secrets, clock },
    });
    this.moderation = new Moderation({ signaling, membership, notify });
    this.micMeter = lobby.micMeter;
    this.activeSpeakers = lobby.activeSpeakers;
    const { spotlight } = this.activeSpeakers;
    this.layout = new LayoutState({ media, membership, connections, preferences, spotlight });
    this.volumes = new Volumes(ports.store);
    this.panels = new Panels({ chatOpen: chat.open, setChatOpen: (open) => chat.setOpen(open) });
    const follows = { preferences, membership, connections, transport, notify };
    this.files = new FileSharing({ scope, ...follows, room, ports, chat });
    this.recording = new Recording(scope, { ...follows, room, ports, media, chat });
    this.network = bindNetwork(scope, { ...this, ...follows, room }, ports);
    const { messages } = transport;
    this.#sameRoom = new SameRoom({ ...this, ...follows, scope, clock, messages });
    this.#follow();
    enforcePermissions(scope, { signaling, membership, media, notify });
    publishMediaState(scope, { signaling, membership, media });
    lobby.follow(this.#asFollower());
    this.#forgetVisit();
  }

  /** Opens the lobby; after a reload in the middle of a call goes straight back into it. */
  open(suggested: string | null = null): void {
    this.#lobby.open(suggested);
    this.#forgetVisit();
  }

  /** Brings the newer version of the page; who is in the call comes straight back into it. */
  reload(): void {
    this.#lobby.reload();
  }

  /** Leaves the room. After that nothing of the call is running, and it cannot be used again. */
  dispose(): void {
    const { membership, media, chat, notifications, presence, title, layout } = this;
    membership.dispose();
    for (const part of [media, chat, notifications, presence, title, layout]) part.dispose();
    for (const part of [this.encryption, this.moderation, this.micMeter]) part.dispose();
    this.activeSpeakers.stop();
    this.transport.close();
    this.#lobby.scope.dispose();
    this.#lobby.ports.signaling.close();
  }

  /** What an earlier visit has left. */
  #forgetVisit(): void {
    if (this.#lobby.isNewVisit) this.chat.clear();
  }

  /** What a change of the membership means for the other parts. */
  #asFollower(): LobbyCall {
    const { media, chat, transport } = this;
    return {
      describe: () => ({ media: media.flags.value, since: chat.newest }),
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
      onEnding: () => transport.close(),
      onEnded: () => chat.clear(),
      notify: (notification) => this.notifications.notify(notification),
      setTrack: (slot, track) => transport.setTrack(slot, track),
      levels: () => transport.levels(),
      onSample: (now, levels) => {
        this.#onSample(now);
        this.#sameRoom.note(levels);
      },
    };
  }

  #follow(): void {
    const { membership, media, chat, layout: stage } = this;
    const { room, scope, savedState, ports } = this.#lobby;
    const { phase } = membership;
    scope.watch(() => phase.value, (now) => now === "call" || this.#reset());
    keepPin(scope, { room, stage, savedState, phase });
    scope.watch(() => chat.lines.value.at(-1), (line) => {
      if (line?.kind === "text") this.presence.wrote(line.from.id);
    });
    scope.watch(() => media.micOn.value, (on) => {
      if (on) this.notifications.toasts.withdraw("mutedTalk");
    });
    bindPage(scope, {
      ...{ membership, media, page: ports.page },
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
