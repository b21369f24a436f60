// One picture on the stage, with its name and its state.
import { useRef } from "preact/hooks";
import type { Call, Tile, TilePlacement } from "@/call/mod.ts";
import type { T } from "@/i18n/messages.ts";
import { classes } from "../base/classes.ts";
import { Icon } from "../base/Icon.tsx";
import { Initials } from "../base/Initials.tsx";
import { MediaVideo } from "../base/MediaVideo.tsx";
import { boxStyle } from "./box_style.ts";
import { useNotedVideo } from "./tile_videos.ts";
import { useExtra } from "../load_extras.ts";
import { labelOf, poorQualityOf, statusOf, titleOf } from "./tile_text.ts";
import { useFloating } from "./use_floating.ts";
import { useZoom } from "./use_zoom.ts";

interface Props {
  tile: Tile;
  /** Null where it is not to be seen now. */
  place: TilePlacement | null;
  call: Call;
  t: T;
}

/** Keyed by the caller with `tile.key`; the <video> inside is never moved in the document. */
export function VideoTile({ tile, place, call, t }: Props) {
  const { kind, member, self, video } = tile;
  const isScreen = kind === "screen";
  const { settings } = call.preferences;
  const FloatingReactions = useExtra(true, (all) => all.FloatingReactions);
  const TileMenu = useExtra(true, (all) => all.TileMenu);
  const picture = useRef<HTMLVideoElement>(null);
  useNotedVideo(tile.key, picture, (keys) => call.layout.setFloating(keys));
  const floating = useFloating(call, place);
  const zoom = useZoom(call, isScreen ? place : null);
  const speaking = !isScreen && call.activeSpeakers.speaking.value.has(member.id);
  const pinned = call.layout.pinned.value === tile.key;
  const status = statusOf(tile, t);
  const mirrored = self && !isScreen && settings.value.mirror &&
    call.media.facing.value !== "environment";
  return (
    <div
      class={classes("tile", {
        "is-screen": isScreen,
        "is-self": self,
        "is-away": member.away,
        "is-cam-off": video === null,
        "is-speaking": speaking,
        "is-pinned": pinned,
        "is-main": place?.role === "main",
        "is-floating": place?.role === "floating",
        "is-dragged": floating.dragged,
      })}
      hidden={place === null}
      role="group"
      aria-label={labelOf(tile, { speaking, pinned, t })}
      data-member={member.id}
      data-kind={kind}
      data-role={place?.role}
      style={place ? { ...boxStyle(place.box), ...floating.style } : {}}
      onDblClick={() => call.layout.setPinned(tile.key, !pinned)}
      {...floating.handlers}
      {...zoom.handlers}
    >
      <MediaVideo
        track={video}
        class={classes("tile-video", { "is-mirrored": mirrored })}
        style={zoom.style}
        video={picture}
      />
      <div class="tile-cover">
        <Initials name={member.name} id={member.id} />
      </div>
      <Badges tile={tile} pinned={pinned} />
      {status !== null && (
        <div class="tile-status">
          {status}
        </div>
      )}
      {!isScreen && FloatingReactions && <FloatingReactions call={call} tile={tile} t={t} />}
      <div class="tile-name">
        {!isScreen && !member.media.mic && <Icon name="mic-off" />}
        <bdi class="truncate">{titleOf(tile, t)}</bdi>
        <span class="voice" aria-hidden="true">
          <i />
          <i />
          <i />
        </span>
      </div>
      <QualityBars tile={tile} t={t} />
      {TileMenu && <TileMenu tile={tile} call={call} t={t} />}
    </div>
  );
}

/** Bars that are there only when something is wrong: how many of three are full, and the words. */
function QualityBars({ tile, t }: { tile: Tile; t: T }) {
  const told = poorQualityOf(tile, t);
  if (told === null) return null;
  return (
    <span
      class="tile-quality"
      role="img"
      aria-label={told.text}
      title={told.text}
      data-quality={told.quality}
    >
      <i />
      <i />
      <i />
    </span>
  );
}

/** What the label says in words, for eyes. */
function Badges({ tile: { kind, member }, pinned }: { tile: Tile; pinned: boolean }) {
  return (
    <div class="tile-badges" aria-hidden="true">
      {kind === "camera" && member.hand !== null && (
        <span class="tile-badge hand">
          <Icon name="hand" />
        </span>
      )}
      {pinned && (
        <span class="tile-badge">
          <Icon name="pin" />
        </span>
      )}
    </div>
  );
}
