// All recordings of this browser, and what can be done with each.
import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { StoredRecording } from "@/call/recording/mod.ts";
import { clock, dayLabel } from "@/i18n/format.ts";
import type { Locale } from "@/i18n/locales.ts";
import type { T } from "@/i18n/messages.ts";
import { readableRoom } from "@/protocol/titles.ts";
import { Icon } from "../base/Icon.tsx";

export interface RecordingListProps {
  recordings: readonly StoredRecording[];
  /** The film that is being made, and the part of it that is done (0 to 1); null for none. */
  making: { id: string; part: number } | null;
  /** The recording with which something that was asked for could not be done, and what. */
  failed: { id: string; what: "film" | "save" | "delete" } | null;
  now: number;
  locale: Locale;
  onFilm(id: string): void;
  onCancel(): void;
  onSaveFilm(id: string, name: string): void;
  onSaveChat(id: string): void;
  onDelete(id: string): void;
  t: T;
}

/** The newest first. */
export function RecordingList({ recordings, ...rest }: RecordingListProps) {
  if (recordings.length === 0) return <p role="status">{rest.t("rec.none")}</p>;
  return (
    <ul class="recordings">
      {recordings.map((item) => <Item key={item.id} item={item} {...rest} />)}
    </ul>
  );
}

type ItemProps = Omit<RecordingListProps, "recordings"> & { item: StoredRecording };

const MEGABYTE = 1_000_000;

const FAILURES = {
  film: "rec.filmFailed",
  save: "rec.saveFailed",
  delete: "rec.deleteFailed",
} as const;

function Item({ item, making, failed, now, locale, ...intents }: ItemProps) {
  const { id, room, at, state, people, size } = item;
  const { t } = intents;
  const names = people.length === 0 ? t("rec.nobody") : people.join(", ");
  return (
    <li class="recording-item">
      <h2>
        <bdi>{readableRoom(room)}</bdi>
      </h2>
      <p class="muted">
        <time dateTime={new Date(at).toISOString()}>
          {dayLabel(at, now, locale)}, {clock(at, locale)}
        </time>{" "}
        · {t("rec.size", { n: Math.ceil(size / MEGABYTE) })}
      </p>
      <p>{t("rec.people", { names })}</p>
      {state !== "whole" && (
        <p class="recording-state">
          <Icon name={state === "running" ? "circle-dot" : "triangle-alert"} />{" "}
          {t(state === "running" ? "rec.running" : "rec.cutOff")}
        </p>
      )}
      {failed?.id === id && <p role="alert">{t(FAILURES[failed.what])}</p>}
      {making?.id === id && <Making part={making.part} onCancel={intents.onCancel} t={t} />}
      {state !== "running" && making?.id !== id && (
        <Actions item={item} isBusy={making !== null} {...intents} />
      )}
    </li>
  );
}

function Making({ part, onCancel, t }: { part: number; onCancel(): void; t: T }) {
  return (
    <div class="recording-actions" key="making">
      <label>
        {t("rec.making")} <progress value={part} max={1} />
      </label>
      <button type="button" class="btn" onClick={onCancel}>{t("action.cancel")}</button>
    </div>
  );
}

type ActionsProps = Omit<ItemProps, "making" | "failed" | "now" | "locale"> & {
  /** Another film is being made: one at a time. */
  isBusy: boolean;
};

function Actions({ item: { id, film }, isBusy, t, ...on }: ActionsProps) {
  const { asking, asks } = useQuestion();
  if (asking.value) {
    return (
      <Question
        onDelete={() => on.onDelete(id)}
        onCancel={() => asking.value = false}
        t={t}
      />
    );
  }
  return (
    <div class="recording-actions" key="actions">
      <FilmButton {...{ id, film, isBusy, t }} onFilm={on.onFilm} onSaveFilm={on.onSaveFilm} />
      <button type="button" class="btn" onClick={() => on.onSaveChat(id)}>{t("rec.chat")}</button>
      <button ref={asks} type="button" class="btn quiet" onClick={() => asking.value = true}>
        <Icon name="trash-2" /> {t("rec.delete")}
      </button>
    </div>
  );
}

type FilmButtonProps = Pick<ActionsProps, "isBusy" | "onFilm" | "onSaveFilm" | "t"> & {
  id: string;
  film: string | null;
};

/** Two buttons: who presses twice to make a film does not save it, too. */
function FilmButton({ id, film, isBusy, onFilm, onSaveFilm, t }: FilmButtonProps) {
  return film === null
    ? (
      <button
        key="film"
        type="button"
        class="btn primary"
        disabled={isBusy}
        onClick={() => onFilm(id)}
      >
        <Icon name="film" /> {t("rec.film")}
      </button>
    )
    : (
      <button key="save" type="button" class="btn primary" onClick={() => onSaveFilm(id, film)}>
        <Icon name="download" /> {t("rec.save")}
      </button>
    );
}

/** Whether it is asked; the focus goes back to the button that asks when the answer was no. */
function useQuestion() {
  const asking = useSignal(false);
  const asks = useRef<HTMLButtonElement>(null);
  const asked = useRef(false);
  const { value: isAsking } = asking;
  useEffect(() => {
    if (asked.current && !isAsking) asks.current?.focus();
    asked.current = isAsking;
  }, [isAsking]);
  return { asking, asks };
}

interface QuestionProps {
  onDelete(): void;
  onCancel(): void;
  t: T;
}

/** Other buttons than those before it, and the focus on the one that takes nothing away. */
function Question({ onDelete, onCancel, t }: QuestionProps) {
  const cancel = useRef<HTMLButtonElement>(null);
  useEffect(() => cancel.current?.focus(), []);
  return (
    <div class="recording-actions" key="question">
      <p role="alert">{t("rec.delete.warning")}</p>
      <button ref={cancel} type="button" class="btn" onClick={onCancel}>
        {t("action.cancel")}
      </button>
      <button type="button" class="btn danger" onClick={onDelete}>{t("rec.delete.sure")}</button>
    </div>
  );
}
