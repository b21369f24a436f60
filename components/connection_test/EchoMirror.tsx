// Oneself as others would see one: sent over a real connection and played back.
import type { DeviceProblem as Problem } from "@/call/mod.ts";
import type { T } from "@/i18n/messages.ts";
import { classes } from "../base/classes.ts";
import { DeviceProblem, NoMedia } from "../lobby/DeviceProblem.tsx";
import { Icon } from "../base/Icon.tsx";
import { MediaVideo } from "../base/MediaVideo.tsx";

export interface EchoMirrorProps {
  /** Whether this page may have devices at all, and if not, why. */
  support: "ok" | "insecure" | "unsupported";
  problems: Readonly<Partial<Record<"mic" | "camera", Problem>>>;
  /** Whether the page reacts to presses. */
  ready: boolean;
  /** Whether the test is running. */
  running: boolean;
  /** Whether the connection to oneself is up. */
  connected: boolean;
  /** The own camera as it comes back; null while it does not. */
  picture: MediaStreamTrack | null;
  onStart(): void;
  onStop(): void;
  /** Opens a device again that could not be opened. */
  onRetry(kind: "mic" | "camera"): void;
  t: T;
}

/** Not mirrored: others do not see one in a mirror either. */
export function EchoMirror(props: EchoMirrorProps) {
  const { support, ready, running, connected, picture, onStart, onStop, t } = props;
  return (
    <section class="card stack">
      <h2>{t("test.devices")}</h2>
      <Problems {...props} />
      <div class={classes("tile echo-tile", { "is-cam-off": picture === null })}>
        <MediaVideo track={picture} class="tile-video" />
        <div class="tile-cover">
          <Icon name="video-off" />
        </div>
        {running && (
          <div class="tile-name" role="status">
            {t(connected ? "test.playing" : "test.wait")}
          </div>
        )}
      </div>
      <button
        type="button"
        class={classes("btn", { primary: !running })}
        disabled={!ready || support !== "ok"}
        onClick={running ? onStop : onStart}
      >
        <Icon name={running ? "square" : "play"} /> {t(running ? "action.cancel" : "test.start")}
      </button>
    </section>
  );
}

function Problems({ support, problems, onRetry, t }: EchoMirrorProps) {
  return (
    <>
      {support !== "ok" && <NoMedia code={support} t={t} />}
      {(["camera", "mic"] as const).map((kind) =>
        problems[kind] && (
          <DeviceProblem
            key={kind}
            kind={kind}
            code={problems[kind]}
            onRetry={() => onRetry(kind)}
            t={t}
          />
        )
      )}
    </>
  );
}
