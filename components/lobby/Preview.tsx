// Oneself before the call: the own picture in a mirror, and the switches.
import { useSignal } from "@preact/signals";
import type { Call } from "@/call/mod.ts";
import type { T } from "@/i18n/messages.ts";
import { classes } from "../base/classes.ts";
import { Icon } from "../base/Icon.tsx";
import { IconButton } from "../base/IconButton.tsx";
import { Initials } from "../base/Initials.tsx";
import { MediaVideo } from "../base/MediaVideo.tsx";

interface Props {
  call: Call;
  t: T;
}

/** Until a device is open there is one button, which asks for both. */
export function Preview({ call, t }: Props) {
  const { media: local, membership: room } = call;
  const { camera, mic } = local.tracks.value;
  const opening = local.opening.value;
  const pressed = useSignal(false);
  const started = camera !== null || mic !== null || opening.camera || opening.mic ||
    Object.keys(local.problems.value).length > 0;
  const mirrored = call.preferences.settings.value.mirror && local.facing.value !== "environment";
  return (
    <section class="preview" aria-label={t("lobby.preview")}>
      <div class={classes("tile is-self", { "is-cam-off": !local.live.value.camera })}>
        <MediaVideo track={camera} class={classes("tile-video", { "is-mirrored": mirrored })} />
        <div class="tile-cover">
          {room.name.value ? <Initials name={room.name.value} /> : <Icon name="video-off" />}
        </div>
        <div class="tile-status" hidden={camera !== null}>
          {t(opening.camera ? "lobby.camStarting" : "lobby.camOff")}
        </div>
      </div>
      {local.support.value === "ok" && (
        <div class="preview-controls">
          {started ? <Switches call={call} expected={pressed.value} t={t} /> : (
            <button
              type="button"
              class="btn primary big"
              disabled={!room.ready.value}
              onClick={() => {
                pressed.value = true;
                void call.media.startVideo();
              }}
            >
              <Icon name="video" /> {t("cam.on")}
            </button>
          )}
        </div>
      )}
    </section>
  );
}

/**
 * On a second visit devices open by themselves: a press that was aimed at "Start video" must not
 * stop it because the camera was quicker.
 */
const BY_ITSELF = { was: false, reaction: 600 };

function Switches({ call, expected, t }: Props & { expected: boolean }) {
  const { media: local } = call;
  const { mic, camera } = local.flags.value;
  const opening = local.opening.value;
  return (
    <>
      <IconButton
        icon={mic ? "mic" : "mic-off"}
        label={t(mic ? "mic.off" : "mic.on")}
        {...(mic ? {} : { tone: "off" })}
        busy={opening.mic}
        on={mic}
        {...(expected ? {} : BY_ITSELF)}
        onPress={(on) => void call.media.toggle("mic", on)}
      />
      <IconButton
        icon={camera ? "video" : "video-off"}
        label={t(camera ? "cam.off" : "cam.on")}
        {...(camera ? {} : { tone: "off" })}
        busy={opening.camera}
        on={camera}
        {...(expected ? {} : BY_ITSELF)}
        onPress={(on) => void call.media.toggle("camera", on)}
      />
      {local.facing.value !== null && local.choices.value.camera.length > 1 && (
        <IconButton
          icon="switch-camera"
          label={t("device.flip")}
          onPress={() => void call.media.flip()}
        />
      )}
      <IconButton
        icon="settings"
        label={t("settings.title")}
        onPress={() => call.panels.open("settings")}
      />
    </>
  );
}
