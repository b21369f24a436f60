// One picture on the stage, with its name and its state.
import type { Box, Tile } from "@/call/mod.ts";
import type { T } from "@/i18n/messages.ts";
import { classes } from "../base/classes.ts";
import { Icon } from "../base/Icon.tsx";
import { Initials } from "../base/Initials.tsx";
import { MediaVideo } from "../base/MediaVideo.tsx";

interface Props {
  tile: Tile;
  box: Box;
  t: T;
}

/** Keyed by the caller with `tile.key`; the <video> inside is never moved in the DOM. */
export function VideoTile({ tile, box, t }: Props) {
  const { kind, member, self, video } = tile;
  const isScreen = kind === "screen";
  const title = isScreen
    ? t("tile.screenOf", { name: member.name })
    : self
    ? t("tile.self", { name: member.name })
    : member.name;
  const micOff = !isScreen && !member.media.mic;
  const status = statusOf(tile, t);
  return (
    <div
      class={classes("tile", {
        "is-screen": isScreen,
        "is-self": self,
        "is-away": member.away,
        "is-cam-off": video === null,
      })}
      role="group"
      aria-label={[title, micOff ? t("tile.micOff") : null, status].filter(Boolean).join(", ")}
      data-member={member.id}
      data-kind={kind}
      style={{
        transform: `translate(${box.x}px, ${box.y}px)`,
        inlineSize: `${box.width}px`,
        blockSize: `${box.height}px`,
      }}
    >
      <MediaVideo
        track={video}
        class={classes("tile-video", { "is-mirrored": self && !isScreen })}
      />
      <div class="tile-cover">
        <Initials name={member.name} />
      </div>
      {status !== null && (
        <div class="tile-status">
          <span class="spinner" /> {status}
        </div>
      )}
      <div class="tile-name">
        {micOff && <Icon name="mic-off" />}
        <bdi class="truncate">{title}</bdi>
      </div>
    </div>
  );
}

function statusOf({ member, link }: Tile, t: T): string | null {
  if (member.away) return t("tile.away");
  if (link === "connecting") return t("tile.connecting");
  return link === "broken" ? t("tile.reconnecting") : null;
}
