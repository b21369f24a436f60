// Oneself as others would see one: sent over a real connection and played back.
import type { TestPage } from "@/call/connection_test/mod.ts";
import type { T } from "@/i18n/messages.ts";
import { classes } from "../base/classes.ts";
import { DeviceProblem, NoMedia } from "../lobby/DeviceProblem.tsx";
import { Icon } from "../base/Icon.tsx";
import { MediaVideo } from "../base/MediaVideo.tsx";

interface Props {
  test: TestPage;
  t: T;
}

/** Not mirrored: others do not see one in a mirror either. */
export function EchoMirror({ test, t }: Props) {
  const { local } = test;
  const running = test.running.value;
  const heard = test.heard.value;
  const connected = test.state.value === "connected";
  const hasPicture = heard !== null && local.flags.value.camera;
  const problems = local.problems.value;
  return (
    <section class="card stack">
      <h2>{t("test.devices")}</h2>
      {local.support.value !== "ok" && <NoMedia code={local.support.value} t={t} />}
      {(["camera", "mic"] as const).map((kind) =>
        problems[kind] && (
          <DeviceProblem
            key={kind}
            kind={kind}
            code={problems[kind]}
            onRetry={() => test.retry(kind)}
            t={t}
          />
        )
      )}
      <div class={classes("tile echo-tile", { "is-cam-off": !hasPicture })}>
        <MediaVideo track={hasPicture ? heard.camera : null} class="tile-video" />
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
        disabled={!test.ready.value || local.support.value !== "ok"}
        onClick={() => running ? test.stop() : test.start()}
      >
        <Icon name={running ? "square" : "play"} /> {t(running ? "action.cancel" : "test.start")}
      </button>
    </section>
  );
}
