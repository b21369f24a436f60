// One picture on the stage, with its name and its state.
import type { ComponentChildren } from "preact";
import { useRef } from "preact/hooks";
import type { Corner, Tile, TilePlacement, Zoom } from "@/call/mod.ts";
import type { T } from "@/i18n/messages.ts";
import { classes } from "../base/classes.ts";
import { Icon } from "../base/Icon.tsx";
import { Initials } from "../base/Initials.tsx";
import { MediaVideo } from "../base/MediaVideo.tsx";
import { boxStyle } from "./box_style.ts";
import { useNotedVideo } from "./tile_videos.ts";
import { labelOf, poorQualityOf, statusOf, titleOf } from "./tile_text.ts";
import { type FloatingIntents, useFloating } from "./use_floating.ts";
import type { Fingers, zoomHandlers, ZoomIntents } from "./zoom_handlers.ts";

export interface VideoTileProps extends FloatingIntents, ZoomIntents {
  tile: Tile;
  /** Null where it is not to be seen now. */
  place: TilePlacement | null;
  isSpeaking: boolean;
  isPinned: boolean;
  isMirrored: boolean;
  /** Where the picture stands that floats. */
  corner: Corner;
  /** How a large screen is shown. */
  zoom: Zoom;
  /** Makes a large screen react to wheel and fingers; null before it is loaded, and of other pictures. */
  zoomHandlers: typeof zoomHandlers | null;
  /** Reactions that float over the picture. */
  reactions: ComponentChildren;
  menu: ComponentChildren;
  onPin(on: boolean): void;
  /** The browser's own window shows the pictures with these keys. */
  onFloat(keys: readonly string[]): void;
  t: T;
}

/** Keyed by the caller with `tile.key`; the <video> inside is never moved in the document. */
export function VideoTile(props: VideoTileProps) {
  const { tile, place, isSpeaking, isPinned, onPin, t } = props;
  const { kind, member, video } = tile;
  const picture = useRef<HTMLVideoElement>(null);
  useNotedVideo(tile.key, picture, props.onFloat);
  const floating = useFloating(place, props.corner, props);
  const fingers = useRef<Fingers>(new Map());
  const { zoom: { scale, x, y } } = props;
  return (
    <div
      class={classes("tile", stateOf(props, floating.dragged))}
      hidden={place === null}
      role="group"
      aria-label={labelOf(tile, { speaking: isSpeaking, pinned: isPinned, t })}
      data-member={member.id}
      data-kind={kind}
      data-role={place?.role}
      style={place ? { ...boxStyle(place.box), ...floating.style } : {}}
      onDblClick={() => onPin(!isPinned)}
      {...floating.handlers}
      {...place && props.zoomHandlers?.(place.box, fingers.current, props)}
    >
      <MediaVideo
        track={video}
        class={classes("tile-video", { "is-mirrored": props.isMirrored })}
        style={scale === 1 ? {} : { transform: `translate(${x}px, ${y}px) scale(${scale})` }}
        video={picture}
      />
      <Over {...props} />
    </div>
  );
}

/** Its classes. */
function stateOf({ tile, place, isSpeaking, isPinned }: VideoTileProps, isDragged: boolean) {
  return {
    "is-screen": tile.kind === "screen",
    "is-self": tile.self,
    "is-away": tile.isLost,
    "is-cam-off": tile.video === null,
    "is-speaking": isSpeaking,
    "is-pinned": isPinned,
    "is-main": place?.role === "main",
    "is-floating": place?.role === "floating",
    "is-dragged": isDragged,
  };
}

/** What lies over the picture. */
function Over({ tile, isPinned, reactions, menu, t }: VideoTileProps) {
  const { kind, member } = tile;
  const status = statusOf(tile, t);
  return (
    <>
      <div class="tile-cover">
        <Initials name={member.name} id={member.id} />
      </div>
      <Badges tile={tile} pinned={isPinned} />
      {status !== null && <div class="tile-status">{status}</div>}
      {reactions}
      <div class="tile-name">
        {kind === "camera" && !member.media.mic && <Icon name="mic-off" />}
        <bdi class="truncate">{titleOf(tile, t)}</bdi>
        <span class="voice" aria-hidden="true">
          <i />
          <i />
          <i />
        </span>
      </div>
      <QualityBars tile={tile} t={t} />
      {menu}
    </>
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
