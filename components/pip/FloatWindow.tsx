// What the floating window shows: a few pictures, and the three switches one needs at once.
import type { Call, Tile } from "@/call/mod.ts";
import type { T } from "@/i18n/messages.ts";
import { classes } from "../base/classes.ts";
import { Icon } from "../base/Icon.tsx";
import { IconButton } from "../base/IconButton.tsx";
import { Initials } from "../base/Initials.tsx";
import { MediaVideo } from "../base/MediaVideo.tsx";
import { titleOf } from "../stage/tile_text.ts";

/** More pictures than this are too small to be seen. */
const MOST = 4;

/** Reads the same state as the page, and changes it by the same intents. */
export function FloatWindow({ call, t }: { call: Call; t: T }) {
  const { media, membership, layout: stage } = call;
  const { mic, camera } = media.flags.value;
  const hands = membership.members.value.filter(({ hand }) => hand !== null).length;
  return (
    <div class="float">
      <main class="float-tiles" aria-label={t("region.stage")}>
        {chosen(call).map((tile) => <Picture key={tile.key} tile={tile} call={call} t={t} />)}
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
          onPress={(on) => void media.toggle("mic", on)}
        />
        <IconButton
          icon={camera ? "video" : "video-off"}
          label={t(camera ? "cam.off" : "cam.on")}
          {...(camera ? {} : { tone: "off" })}
          on={camera}
          onPress={(on) => void media.toggle("camera", on)}
        />
        <IconButton
          icon="phone-off"
          label={t("call.leave")}
          tone="danger"
          onPress={() => membership.leave()}
        />
      </footer>
    </div>
  );

  /** What is large on the stage comes first, then who speaks, oneself last. */
  function chosen({ activeSpeakers }: Call): Tile[] {
    const { main } = stage.layout.value;
    const rank = ({ key, self, member }: Tile) =>
      key === main ? 0 : self ? 3 : activeSpeakers.speaking.value.has(member.id) ? 1 : 2;
    const ordered = stage.tiles.value.toSorted((a, b) => rank(a) - rank(b));
    return main === null ? ordered.slice(0, MOST) : ordered.slice(0, 1);
  }
}

function Picture({ tile, call, t }: { tile: Tile; call: Call; t: T }) {
  const { member, kind, self, video } = tile;
  const speaking = kind === "camera" && call.activeSpeakers.speaking.value.has(member.id);
  return (
    <div
      class={classes("tile", {
        "is-cam-off": video === null,
        "is-screen": kind === "screen",
        "is-speaking": speaking,
      })}
      role="group"
      aria-label={titleOf(tile, t)}
    >
      <MediaVideo
        track={video}
        class={classes("tile-video", {
          "is-mirrored": self && kind === "camera" && call.preferences.settings.value.mirror,
        })}
      />
      <div class="tile-cover">
        <Initials name={member.name} id={member.id} />
      </div>
      <div class="tile-name">
        {kind === "camera" && !member.media.mic && <Icon name="mic-off" />}
        <bdi class="truncate">{titleOf(tile, t)}</bdi>
      </div>
    </div>
  );
}
