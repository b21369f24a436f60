// Oneself before the call: the own picture in a mirror, and the switches.
import { useSignal } from "@preact/signals";
import type { T } from "@/i18n/messages.ts";
import { classes } from "../base/classes.ts";
import { Icon } from "../base/Icon.tsx";
import { IconButton } from "../base/IconButton.tsx";
import { Initials } from "../base/Initials.tsx";
import { MediaVideo } from "../base/MediaVideo.tsx";

export interface PreviewProps {
  /** The person's name, where it is known. */
  name: string | null;
  /** Whether devices may be opened now. */
  isReady: boolean;
  /** Whether this page may have devices at all. */
  hasDevices: boolean;
  /** Whether a device is open, is being opened or has failed. */
  isStarted: boolean;
  /** The own camera; null while it is off. */
  camera: MediaStreamTrack | null;
  /** Whether the camera gives pictures. */
  isLive: boolean;
  isMirrored: boolean;
  on: Readonly<Record<"mic" | "camera", boolean>>;
  /** What is being opened right now. */
  opening: Readonly<Record<"mic" | "camera", boolean>>;
  /** Whether there is a camera on the other side. */
  canFlip: boolean;
  /** Opens camera and microphone. */
  onStart(): void;
  onSwitch(kind: "mic" | "camera", on: boolean): void;
  onFlip(): void;
  onSettings(): void;
  t: T;
}

/** Until a device is open there is one button, which asks for both. */
export function Preview(props: PreviewProps) {
  const { name, camera, opening, onStart, t } = props;
  const pressed = useSignal(false);
  function start(): void {
    pressed.value = true;
    onStart();
  }
  return (
    <section class="preview" aria-label={t("lobby.preview")}>
      <div class={classes("tile is-self", { "is-cam-off": !props.isLive })}>
        <MediaVideo
          track={camera}
          class={classes("tile-video", { "is-mirrored": props.isMirrored })}
        />
        <div class="tile-cover">
          {name ? <Initials name={name} /> : <Icon name="video-off" />}
        </div>
        <div class="tile-status" hidden={camera !== null}>
          {t(opening.camera ? "lobby.camStarting" : "lobby.camOff")}
        </div>
      </div>
      {props.hasDevices && (
        <div class="preview-controls">
          {props.isStarted ? <Switches {...props} expected={pressed.value} /> : (
            <button
              type="button"
              class="btn primary big"
              disabled={!props.isReady}
              onClick={start}
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

function Switches(props: PreviewProps & { expected: boolean }) {
  const { on: { mic, camera }, opening, canFlip, expected, onSwitch, t } = props;
  return (
    <>
      <IconButton
        icon={mic ? "mic" : "mic-off"}
        label={t(mic ? "mic.off" : "mic.on")}
        {...(mic ? {} : { tone: "off" })}
        busy={opening.mic}
        on={mic}
        {...(expected ? {} : BY_ITSELF)}
        onPress={(on) => onSwitch("mic", on)}
      />
      <IconButton
        icon={camera ? "video" : "video-off"}
        label={t(camera ? "cam.off" : "cam.on")}
        {...(camera ? {} : { tone: "off" })}
        busy={opening.camera}
        on={camera}
        {...(expected ? {} : BY_ITSELF)}
        onPress={(on) => onSwitch("camera", on)}
      />
      {canFlip && (
        <IconButton icon="switch-camera" label={t("device.flip")} onPress={props.onFlip} />
      )}
      <IconButton icon="settings" label={t("settings.title")} onPress={props.onSettings} />
    </>
  );
}
