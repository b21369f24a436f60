// A file in the chat: name, size, how far it is, and what can be done with it.
import { type FileInfo, type FileStatus, isDangerous } from "@/call/files/mod.ts";
import { useEffect } from "preact/hooks";
import { fileSize } from "@/i18n/format.ts";
import { duration } from "@/i18n/timer.ts";
import type { T } from "@/i18n/messages.ts";
import { Icon } from "../base/Icon.tsx";
import { IconButton } from "../base/IconButton.tsx";

export interface FileLineProps {
  info: FileInfo;
  /** The reader announced it. */
  own: boolean;
  /**
   * "off": the server lets nobody share files; "insecure": cryptography needs https; "missing": a part
   * of the page did not come.
   */
  availability: "on" | "off" | "insecure" | "missing";
  /** Null while the part of the page that knows is being loaded. */
  status: FileStatus | null;
  onDownload(): void;
  onPause(): void;
  onCancel(): void;
  onSave(): void;
  /** Fetches the small picture; asked for when the line is seen. */
  onPreview(): void;
  t: T;
}

/** The name stands in a `<bdi>`: whatever its letters, what is around it stays in its place. */
export function FileLine(props: FileLineProps) {
  const { info, status, onPreview, t } = props;
  const { holders = 0, preview = null } = status ?? {};
  useEffect(() => {
    if (info.preview !== null && holders > 0) onPreview();
  }, [info.preview, holders]);
  return (
    <div class="file-line">
      {preview === null ? <Icon name="file" /> : <img class="file-preview" src={preview} alt="" />}
      <div class="file-about">
        <b>
          <bdi>{info.name}</bdi>
        </b>
        <small>{fileSize(info.size, t.locale)}</small>
        {isDangerous(info.name) && (
          <small class="file-warning">
            <Icon name="triangle-alert" /> {t("files.dangerous")}
          </small>
        )}
        <State {...props} />
      </div>
      <Actions {...props} />
    </div>
  );
}

/** How it stands with the file, in words; a running download has a bar, too. */
function State({ info, own, status, availability, t }: FileLineProps) {
  if (availability === "insecure") return <small>{t("files.impossible")}</small>;
  if (availability === "off") return <small>{t("files.off")}</small>;
  if (availability === "missing") return <small class="file-warning">{t("files.missing")}</small>;
  if (status === null) return null;
  const { state, progress, holders, isOwn } = status;
  if (state === "here") return <small>{t(isOwn ? "files.own" : "files.here")}</small>;
  if (state === "forbidden") return <small>{t("files.forbidden")}</small>;
  if (state !== "offered") return <Loading {...{ info, state, progress, t }} />;
  if (own) return <small class="file-warning">{t("files.chooseAgain")}</small>;
  return holders > 0 ? null : <small>{t("files.nobody")}</small>;
}

type LoadingProps = Pick<FileLineProps, "info" | "t"> & Pick<FileStatus, "progress"> & {
  state: Exclude<FileStatus["state"], "here" | "forbidden" | "offered">;
};

function Loading({ info: { name, size }, state, progress, t }: LoadingProps) {
  const { bytes = 0, rate = null, problem = null } = progress ?? {};
  const inWords = (count: number) => fileSize(count, t.locale);
  const text = {
    checking: () => t("files.checking"),
    waiting: () => t("files.waiting"),
    paused: () => t("files.paused"),
    failed: () => t(problem === "no-space" ? "files.noSpace" : "files.noStorage"),
    loading: () => t("files.progress", { done: inWords(bytes), all: inWords(size) }),
  }[state]();
  return (
    <>
      <progress max={size || 1} value={bytes} aria-label={t("files.loading", { name })} />
      <small class={state === "failed" ? "file-warning" : undefined}>
        {text}
        {state === "loading" && rate !== null && rate > 0 && (
          <span class="file-rate">
            {t("files.rate", { rate: inWords(rate) })},{" "}
            {t("files.left", { time: duration((size - bytes) / rate * 1_000 + 999, t.locale) })}
          </span>
        )}
      </small>
    </>
  );
}

/** One button for the next step, and one to give a begun download up. */
function Actions({ info, own, status, availability, t, ...on }: FileLineProps) {
  if (status === null || availability !== "on") return null;
  const { state, holders, isOwn } = status;
  if (state === "forbidden" || (state === "here" && isOwn)) return null;
  if (state === "here") {
    return <Act key="save" icon="download" of={info} label="files.save" run={on.onSave} t={t} />;
  }
  if (state === "offered") {
    const nobody = holders === 0 || own;
    return nobody
      ? null
      : (
        <Act key="get" icon="download" of={info} label="files.download" run={on.onDownload} t={t} />
      );
  }
  return (
    <>
      <Going
        isOn={state !== "paused" && state !== "failed"}
        {...{ info, t }}
        onDownload={on.onDownload}
        onPause={on.onPause}
      />
      <Act key="cancel" icon="x" of={info} label="action.cancel" run={on.onCancel} t={t} />
    </>
  );
}

type GoingProps = Pick<FileLineProps, "info" | "onDownload" | "onPause" | "t"> & { isOn: boolean };

/** Pauses or goes on, as its label said when the press began: a download may fail under the finger. */
function Going({ isOn, info: { name }, onDownload, onPause, t }: GoingProps) {
  return (
    <IconButton
      icon={isOn ? "pause" : "play"}
      label={`${t(isOn ? "files.pause" : "files.resume")}: ${name}`}
      tone="quiet"
      on={isOn}
      onPress={(on) => on ? onDownload() : onPause()}
    />
  );
}

interface ActProps {
  icon: "download" | "x";
  of: FileInfo;
  label: "files.save" | "files.download" | "action.cancel";
  run(): void;
  t: T;
}

/** Named with the file: there may be many such buttons in a chat. */
function Act({ icon, of: { name }, label, run, t }: ActProps) {
  return <IconButton icon={icon} label={`${t(label)}: ${name}`} tone="quiet" onPress={run} />;
}
