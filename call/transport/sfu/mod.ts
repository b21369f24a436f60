// What uses SFUs: a page fetches it when its room does.
import type { Clock } from "../../ports.ts";
import type { FrameEncryption, Rtc } from "../../rtc_ports.ts";
import type { Connections } from "../connections.ts";
import type { LocalTracks } from "../tracks.ts";
import type {
  DirectBackend,
  ForwardedBackend,
  MemberReports,
  TransportSignaling,
} from "../transport.ts";
import { type ForwardedEvents, ForwardedMedia } from "./forwarded_media.ts";
import { SfuTransport } from "./sfu_transport.ts";

export interface SfuBinding {
  room: string;
  /** The room's key out of the link. */
  key: () => string | null;
  /** Own member id. */
  self: () => string | null;
  rtc: Rtc;
  clock: Pick<Clock, "after" | "steady">;
  signaling: TransportSignaling;
  tracks: () => LocalTracks;
  /** What is told of members until now, by the mesh alone. */
  connections: Pick<Connections, "tracks" | "states" | "qualities">;
  events: ForwardedEvents;
}

/** Makes what uses SFUs beside this mesh. */
export type MakeForwarded = (mesh: DirectBackend) => ForwardedBackend;

/** In a room with a key nothing goes to an SFU that it could read: else all stay with the mesh. */
export async function prepareForwarded(binding: SfuBinding): Promise<MakeForwarded> {
  const { room, key, self, connections, events, ...rest } = binding;
  const makeFrames = key() === null ? null : await binding.rtc.loadFrames?.() ?? null;
  const framesOr = (): FrameEncryption | "none" | null => {
    const [roomKey, member] = [key(), self()];
    if (roomKey === null) return "none";
    return makeFrames && member !== null ? makeFrames({ room, key: roomKey, self: member }) : null;
  };
  return (mesh) =>
    new ForwardedMedia({
      ...{ clock: rest.clock, mesh, events, direct: reportsOf(connections) },
      makeSfu: ({ epoch }, { onUseless, ...given }) => {
        const frames = framesOr();
        if (frames === null) return null;
        const used = frames === "none" ? null : frames;
        if (used !== null) used.onFailed = onUseless;
        return new SfuTransport({ ...rest, ...given, epoch, frames: used });
      },
    });
}

function reportsOf(
  { tracks, states, qualities }: SfuBinding["connections"],
): Map<string, MemberReports> {
  return new Map([...states.value].map(([id, onState]) => {
    const [onTracks, onQuality] = [tracks.value.get(id), qualities.value.get(id)];
    return [id, { onState, ...(onTracks && { onTracks }), ...(onQuality && { onQuality }) }];
  }));
}
