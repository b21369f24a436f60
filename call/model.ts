// The state that the screen reads. Each part has one writer, named beside it.
import { computed, type ReadonlySignal, type Signal, signal } from "@preact/signals-core";
import type { ConnectionProblem } from "./signaling_client/connection_problem.ts";
import type { Author, ChatLine, Member } from "../protocol/shapes.ts";
import type { Right, Rules } from "../protocol/roles.ts";
import type { MediaFlags } from "../protocol/slots.ts";
import { may } from "./permissions/permissions.ts";
import type { DeviceProblems } from "./media/device_problem.ts";
import type { ConnectionState } from "./transport/monitor/connection_state.ts";
import type { Quality } from "./transport/monitor/network_quality.ts";
import type { LocalTracks, RemoteTracks } from "./transport/tracks.ts";
import type { PeerVerification } from "./e2ee/description_authenticator.ts";
import type { DeviceChoice, DeviceKind, Devices, Facing, Failure } from "./ports.ts";

/**
 * lobby → joining → call → left; from joining also → waiting (to be let in), and back when one was;
 * from call also → replaced (the seat was taken by a newer page), removed (by a host), ended (for all).
 * Losing the server does not change the phase: media flows on, and `online` says it.
 */
export type Phase =
  | "lobby"
  | "joining"
  | "waiting"
  | "call"
  | "left"
  | "replaced"
  | "removed"
  | "ended";

/** A message that the server has not acknowledged yet. */
export interface PendingLine {
  id: string;
  text: string;
  replyTo?: string;
  /** Refused for good, or still on its way. */
  failed: Failure | null;
}

/** One picture on the stage. */
export interface Tile {
  /** Stable for the life of the picture: the DOM node is keyed by it. */
  key: string;
  kind: "camera" | "screen";
  member: Member;
  self: boolean;
  /** Null when nothing is to be shown but the initials. */
  video: MediaStreamTrack | null;
  link: ConnectionState;
  /** Whoever it is came without the room's key. */
  keyless?: boolean;
  /** How good the path is while there is one. */
  quality: Quality;
}

/** What is heard of one remote member. */
export interface Voice {
  id: string;
  tracks: MediaStreamTrack[];
  /** They come, too, and are not to be heard now. */
  held: MediaStreamTrack[];
}

const NO_TRACKS: LocalTracks = { mic: null, camera: null, screen: null, screenAudio: null };

/** Own devices and what they give. Writers: `LocalMedia` and `ScreenShare`. */
function localPart() {
  const tracks = signal<LocalTracks>(NO_TRACKS);
  const micOn = signal(false);
  const problems = signal<DeviceProblems>({});
  const flags = computed<MediaFlags>(() => {
    const now = tracks.value;
    return {
      mic: now.mic !== null && micOn.value,
      camera: now.camera !== null,
      screen: now.screen !== null,
      screenAudio: now.screenAudio !== null,
    };
  });
  const choices = signal<Record<DeviceKind, DeviceChoice[]>>({ mic: [], camera: [], speaker: [] });
  const chosen = signal<Partial<Record<DeviceKind, string>>>({});
  const failedSpeaker = signal<string | null>(null);
  return {
    tracks,
    /** The microphone may be open and muted; then the track exists and this is false. */
    micOn,
    problems,
    /** Devices that are being opened right now: the button shows it. */
    opening: signal<Readonly<Record<"mic" | "camera" | "screen", boolean>>>({
      mic: false,
      camera: false,
      screen: false,
    }),
    choices,
    chosen,
    /** A speaker that refused to be used; null while none did. */
    failedSpeaker,
    /**
     * Where everything that is heard comes out: the chosen speaker as long as it is there, else ""
     * for the default one; undefined while none was ever chosen.
     */
    speaker: computed(() => {
      const { value: { speaker: id } } = chosen;
      const listed = choices.value.speaker;
      if (id === undefined) return undefined;
      const isGone = listed.length > 0 && !listed.some((choice) => choice.id === id);
      return isGone || failedSpeaker.value === id ? "" : id;
    }),
    /** Which way the open camera looks; null if it does not know. */
    facing: signal<Facing | null>(null),
    /** Whether this page may have devices at all. */
    support: signal<Devices["support"]>("ok"),
    canShareScreen: signal(true),
    /** Whether a page may choose where sound comes out. */
    canChooseSpeaker: signal(true),
    /** What is switched on here. */
    flags,
    /** What of it others get: nothing of a device that is held back. */
    live: computed<MediaFlags>(() => {
      const { mic, camera } = problems.value;
      const on = flags.value;
      return { ...on, mic: on.mic && mic !== "paused", camera: on.camera && camera !== "paused" };
    }),
  };
}

/** The room and the way to it. Writer: `Session`. */
function roomPart() {
  return {
    phase: signal<Phase>("lobby"),
    /** Presses are heard from now on. A page that the server rendered is seen before it can act. */
    ready: signal(false),
    /** Why the last join was refused. */
    refusal: signal<Failure | null>(null),
    /** The last return into the call was refused as no page of the server's version would be. */
    misunderstood: signal(false),
    name: signal<string | null>(null),
    self: signal<string | null>(null),
    members: signal<readonly Member[]>([]),
    /** Null in an open room. */
    rules: signal<Rules | null>(null),
    /** The host who removed this person, or ended the call. */
    endedBy: signal<Author | null>(null),
    /** People inside, as the lobby is told; null until the server said so. */
    watched: signal<{ count: number | null; limit: number; title: string | null } | null>(null),
    remote: signal<ReadonlyMap<string, RemoteTracks>>(new Map()),
    /** What is known of the keys that each path is encrypted with. */
    verdicts: signal<ReadonlyMap<string, PeerVerification>>(new Map()),
    links: signal<ReadonlyMap<string, ConnectionState>>(new Map()),
    qualities: signal<ReadonlyMap<string, Quality>>(new Map()),
    /** The date when the call was entered, in milliseconds since 1970. */
    enteredAt: signal<number | null>(null),
    /** The same by the steady clock, which nobody sets while the call lasts. */
    begun: signal<number | null>(null),
    /** How long the last call lasted, in milliseconds; null before it ended. */
    lasted: signal<number | null>(null),
  };
}

/** What was said. Writer: `Chat`. */
function chatPart() {
  return {
    lines: signal<readonly ChatLine[]>([]),
    pending: signal<readonly PendingLine[]>([]),
    /** Texts of others since the panel was last open. */
    unread: signal(0),
    open: signal(false),
  };
}

/** Everything a call knows. */
export function createModel(
  online: ReadonlySignal<boolean>,
  { outdated = signal(false), trouble = signal(null) }: {
    outdated?: ReadonlySignal<boolean>;
    trouble?: ReadonlySignal<ConnectionProblem | null>;
  } = {},
) {
  const local = localPart();
  const room = roomPart();
  return {
    online,
    trouble,
    /** The server does not understand this page: it is of another version. */
    outdated: computed(() => outdated.value || room.misunderstood.value),
    local,
    room,
    chat: chatPart(),
    /** People in the room who are really there, oneself included. */
    count: computed(() => room.members.value.filter((member) => !isLost(member, room)).length),
    me: computed(() => room.members.value.find(({ id }) => id === room.self.value) ?? null),
    /** Most of the others have a key that this page lacks; one alone may have made it up. */
    lacksKey: computed(() => {
      const verifications = [...room.verdicts.value.values()];
      const count = (wanted: PeerVerification) =>
        verifications.filter((verification) => verification === wanted).length;
      return count("keyed") > count("open");
    }),
    tiles: computed(() => tilesOf(local, room)),
    voices: computed(() => voicesOf(room, online.value)),
  };
}

/** The model as its writers see it. */
export type CallModel = ReturnType<typeof createModel>;

type ReadOnly<T> = {
  readonly [K in keyof T]: T[K] extends Signal<infer V> ? ReadonlySignal<V>
    : T[K] extends ReadonlySignal<unknown> ? T[K]
    : ReadOnly<T[K]>;
};

/** The model as components see it. */
export type CallView = ReadOnly<CallModel>;

/** The server does not hear this member, and nothing comes from them either. */
function isLost({ id, away }: Member, room: ReturnType<typeof roomPart>): boolean {
  return away && room.links.value.get(id) !== "connected";
}

/** Others in order of joining, oneself last, each screen right after its owner's camera. */
function tilesOf(
  local: ReturnType<typeof localPart>,
  room: ReturnType<typeof roomPart>,
): readonly Tile[] {
  const self = room.self.value;
  const members = room.members.value;
  const ordered = [
    ...members.filter(({ id }) => id !== self),
    ...members.filter(({ id }) => id === self),
  ];
  const live = local.live.value;
  return ordered.flatMap((member): Tile[] => {
    const own = member.id === self;
    const media = own ? live : member.media;
    const tracks = own ? local.tracks.value : room.remote.value.get(member.id);
    const link = own ? "connected" : room.links.value.get(member.id) ?? "connecting";
    const quality = own ? "good" : room.qualities.value.get(member.id) ?? "good";
    const away = !own && isLost(member, room);
    const keyless = !own && room.verdicts.value.get(member.id) === "unproven";
    const base = {
      ...{ member: { ...member, media, away }, self: own, link, quality },
      ...(keyless ? { keyless } : {}),
    };
    const shown = (on: boolean, track: MediaStreamTrack | null | undefined) =>
      on ? track ?? null : null;
    const camera: Tile = {
      ...base,
      key: member.id,
      kind: "camera",
      video: shown(media.camera, tracks?.camera),
    };
    if (!media.screen) return [camera];
    return [camera, {
      ...base,
      key: `${member.id}:screen`,
      kind: "screen",
      video: shown(media.screen, tracks?.screen),
    }];
  });
}

/**
 * Who is shown as silent is not heard, whatever is sent: only where the server cannot tell who
 * speaks (it is away, or does not hear them) is what the room's rules allow.
 */
function voicesOf(room: ReturnType<typeof roomPart>, online: boolean): readonly Voice[] {
  const rules = room.rules.value;
  const members = new Map(room.members.value.map((member) => [member.id, member]));
  return [...room.remote.value].map(([id, { mic, screenAudio }]) => {
    const { role = "guest", rights, media = null, away = false } = members.get(id) ?? {};
    const isKnown = online && !away;
    const isHeard = (right: Right, on: boolean) =>
      on || (!isKnown && may(right, { rules, role, rights }));
    const lines = [
      { track: mic, heard: isHeard("mic", media?.mic ?? false) },
      { track: screenAudio, heard: isHeard("screen", media?.screenAudio ?? false) },
    ];
    const of = (on: boolean) =>
      lines.flatMap(({ heard, track }) => heard === on && track !== null ? [track] : []);
    return { id, tracks: of(true), held: of(false) };
  });
}
