// What the floating window shows: a few pictures, and the three switches one needs at once.
import { useEffect } from "preact/hooks";
import type { Tile } from "@/call/mod.ts";
import type { T } from "@/i18n/messages.ts";
import { classes } from "../base/classes.ts";
import { Icon } from "../base/Icon.tsx";
import { IconButton } from "../base/IconButton.tsx";
import { Initials } from "../base/Initials.tsx";
import { MediaVideo } from "../base/MediaVideo.tsx";
import { titleOf } from "../stage/tile_text.ts";

/** More pictures than this are too small to be seen. */
const MOST = 4;

export interface FloatWindowProps {
  /** Every picture of the call. */
  tiles: readonly Tile[];
  /** Key of the tile that is large on the stage; null if none is. */
  main: string | null;
  /** Ids of the members who speak. */
  speaking: ReadonlySet<string>;
  /** Own devices that are on. */
  on: Readonly<Record<"mic" | "camera", boolean>>;
  /** How many hands are raised. */
  hands: number;
  /** Whether the own picture is mirrored. */
  isMirrored: boolean;
  /** Which pictures it shows from now on, by key. */
  onShow(keys: readonly string[]): void;
  onSwitch(name: "mic" | "camera", on: boolean): void;
  onLeave(): void;
  t: T;
}

/** Shows the same state as the page, and changes it by the same intents. */
export function FloatWindow(props: FloatWindowProps) {
  const { hands, on: { mic, camera }, onShow, onSwitch, onLeave, t } = props;
  const shown = chosen(props);
  useEffect(() => onShow(shown.map(({ key }) => key)));
  useEffect(() => () => onShow([]), []);
  return (
    <div class="float">
      <main class="float-tiles" aria-label={t("region.stage")}>
        {shown.map((tile) => <Picture key={tile.key} tile={tile} {...props} />)}
      </main>
      {hands > 0 && (
        <p class="float-hands" role="status">
          <Icon name="hand" /> {hands}
        </p>
      )}
      <footer class="float-bar">
        <IconButton
          icon={mic ? "mic" : "mic-off"}
          label={t(mic ? "mic.off" : "mic.on")}
          {...(mic ? {} : { tone: "off" })}
          on={mic}
          onPress={(on) => onSwitch("mic", on)}
        />
        <IconButton
          icon={camera ? "video" : "video-off"}
          label={t(camera ? "cam.off" : "cam.on")}
          {...(camera ? {} : { tone: "off" })}
          on={camera}
          onPress={(on) => onSwitch("camera", on)}
        />
        <IconButton icon="phone-off" label={t("call.leave")} tone="danger" onPress={onLeave} />
      </footer>
    </div>
  );
}

/** What is large on the stage comes first, then who speaks, oneself last. */
function chosen({ tiles, main, speaking }: FloatWindowProps): Tile[] {
  const rank = ({ key, self, member }: Tile) =>
    key === main ? 0 : self ? 3 : speaking.has(member.id) ? 1 : 2;
  const ordered = tiles.toSorted((a, b) => rank(a) - rank(b));
  return main === null ? ordered.slice(0, MOST) : ordered.slice(0, 1);
}

function Picture({ tile, speaking, isMirrored, t }: FloatWindowProps & { tile: Tile }) {
  const { member, kind, self, video } = tile;
  const isCamera = kind === "camera";
  return (
    <div
      class={classes("tile", {
        "is-cam-off": video === null,
        "is-screen": !isCamera,
        "is-speaking": isCamera && speaking.has(member.id),
      })}
      role="group"
      aria-label={titleOf(tile, t)}
    >
      <MediaVideo
        track={video}
        class={classes("tile-video", { "is-mirrored": self && isCamera && isMirrored })}
      />
      <div class="tile-cover">
        <Initials name={member.name} id={member.id} />
      </div>
      <div class="tile-name">
        {isCamera && !member.media.mic && <Icon name="mic-off" />}
        <bdi class="truncate">{titleOf(tile, t)}</bdi>
      </div>
    </div>
  );
}
