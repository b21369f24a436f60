// The pictures of a call: each member's camera and, right after it, the screen they share.
import type { Member } from "../../protocol/shapes.ts";
import type { MediaState } from "../media/media_state.ts";
import type { MembershipState } from "../membership/membership_state.ts";
import type { Connections } from "../transport/connections.ts";
import type { Cause } from "../transport/cause.ts";
import type { Quality } from "../transport/monitor/network_quality.ts";
import type { ConnectionState } from "../transport/monitor/connection_state.ts";
import type { View } from "../view.ts";

/** One picture on the stage. */
export interface Tile {
  /** Stable for the life of the picture: the DOM node is keyed by it. */
  key: string;
  kind: "camera" | "screen";
  member: Member;
  self: boolean;
  /** Null when only the initials are shown. */
  video: MediaStreamTrack | null;
  link: ConnectionState;
  /** The server or this page has nothing from them any more; the tile is grey. */
  isLost: boolean;
  /** The member joined without the room's key. */
  keyless?: boolean;
  /** There is a picture, which comes when it is pinned: this page saves data. */
  isHeldBack?: boolean;
  /** How good the path is while there is one. */
  quality: Quality;
  /** What makes it poor, where that is known. */
  cause: Cause | null;
}

export interface TileSources {
  media: View<MediaState>;
  membership: View<MembershipState>;
  connections: View<Connections>;
}

/** Others in order of joining, oneself last, each screen right after its owner's camera. */
export function tilesOf({ media: own, membership, connections }: TileSources): readonly Tile[] {
  const self = membership.self.value;
  const members = membership.members.value;
  const live = own.live.value;
  return [
    ...members.filter(({ id }) => id !== self),
    ...members.filter(({ id }) => id === self),
  ].flatMap((member): Tile[] => {
    const { id } = member;
    const isOwn = id === self;
    const media = isOwn ? live : member.media;
    const tracks = isOwn ? own.tracks.value : connections.tracks.value.get(id);
    const link = isOwn ? "connected" : connections.states.value.get(id) ?? "connecting";
    const quality = isOwn ? "good" : connections.qualities.value.get(id) ?? "good";
    const cause = connections.causes.value.get(id) ?? null;
    const isLost = !isOwn && connections.isLost(member);
    const keyless = !isOwn && connections.verifications.value.get(id) === "unproven";
    const tileOf = (kind: Tile["kind"], key: string): Tile => ({
      ...{ key, kind, member: { ...member, media }, self: isOwn, isLost, link, quality, cause },
      ...(keyless ? { keyless } : {}),
      video: media[kind] ? tracks?.[kind] ?? null : null,
    });
    const camera = tileOf("camera", id);
    return media.screen ? [camera, tileOf("screen", `${id}:screen`)] : [camera];
  });
}

/** Where data are saved there is one picture of others at a time: the pinned one, by its key. */
export function withHeldBack(
  tiles: readonly Tile[],
  { saveData }: { saveData: boolean },
  pinned: string | null,
): readonly Tile[] {
  if (!saveData) return tiles;
  return tiles.map((tile) => {
    const isHeldBack = !tile.self && tile.video !== null && tile.key !== pinned;
    return isHeldBack ? { ...tile, video: null, isHeldBack } : tile;
  });
}
