// The recordings of this browser: films are made of them here, saved, and deleted.
import "@/i18n/ready_all.ts";
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import {
  allRecordings,
  chatText,
  deleteRecording,
  filmFile,
  type FilmInMaking,
  startFilm,
} from "@/call/browser/recording/library.ts";
import type { StoredRecording } from "@/call/recording/mod.ts";
import { guardPresses } from "@/components/base/press_guard.ts";
import { RecordingList, type RecordingListProps } from "@/components/recording/RecordingList.tsx";
import { useT } from "@/i18n/active.ts";
import type { Locale } from "@/i18n/locales.ts";
import { readableRoom } from "@/protocol/titles.ts";

interface Props {
  locale: Locale;
}

/** An address of a file is good for so long, in milliseconds: browsers begin to save at once. */
const ADDRESS_MS = 60_000;

export default function Recordings({ locale }: Props) {
  const t = useT(locale);
  const { all, broken, making, failed, look, make, cancel, attempt } = useRecordings();
  useEffect(() => {
    guardPresses(document);
    look();
  }, []);
  if (broken.value) return <p role="alert">{t("rec.unreadable")}</p>;
  if (all.value === null) return null;
  const nameOf = (id: string, name: string) => nameFor(all.value, id, name);
  return (
    <RecordingList
      recordings={all.value}
      making={making.value}
      failed={failed.value}
      now={performance.timeOrigin + performance.now()}
      locale={locale}
      onFilm={(id) => void make(id)}
      onCancel={cancel}
      onSaveFilm={(id, name) =>
        attempt({ id, what: "save" }, async () => save(await filmFile(id, name), nameOf(id, name)))}
      onSaveChat={(id) =>
        attempt({ id, what: "save" }, async () => {
          const text = await chatText(id);
          save(new Blob([text], { type: "text/plain" }), nameOf(id, "chat.txt"));
        })}
      onDelete={(id) =>
        attempt({ id, what: "delete" }, async () => {
          await deleteRecording(id);
          look();
        })}
      t={t}
    />
  );
}

interface Making {
  id: string;
  /** 0 to 1. */
  part: number;
  film: FilmInMaking;
  isCancelled: boolean;
}

/** What there is, and the film that is being made of one of it. */
function useRecordings() {
  const all = useSignal<StoredRecording[] | null>(null);
  const making = useSignal<Making | null>(null);
  const failed = useSignal<Failed>(null);
  const broken = useSignal(false);

  function look(): void {
    allRecordings().then((found) => all.value = found).catch((error) => {
      broken.value = true;
      reportError(error);
    });
  }

  async function make(id: string): Promise<void> {
    failed.value = null;
    try {
      const film = startFilm(id, (part) => {
        if (making.value?.id === id) making.value = { ...making.value, part };
      });
      making.value = { id, part: 0, film, isCancelled: false };
      await film.done;
    } catch {
      failed.value = making.value?.isCancelled ? null : { id, what: "film" };
    }
    making.value = null;
    look();
  }

  function cancel(): void {
    if (making.value === null) return;
    making.value.film.cancel();
    making.value = { ...making.value, isCancelled: true };
  }

  const attempt = attemptIn(failed);
  return { all, broken, making, failed, look, make, cancel, attempt };
}

type Failed = RecordingListProps["failed"];

/** Whoever asked for it reads that it was not done. */
function attemptIn(failed: { value: Failed }): (what: Failed, run: () => Promise<void>) => void {
  return (what, run) => {
    failed.value = null;
    run().catch((error) => {
      failed.value = what;
      reportError(error);
    });
  };
}

/** A file's name: the room and the time say which recording it is of. */
function nameFor(all: readonly StoredRecording[] | null, id: string, name: string): string {
  const recording = all?.find((one) => one.id === id);
  const day = new Date(recording?.at ?? 0).toISOString().slice(0, 16).replaceAll(/[T:]/g, "-");
  return `${readableRoom(recording?.room ?? "")}-${day}-${name}`;
}

function save(content: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), ADDRESS_MS);
}
