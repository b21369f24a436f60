// How many bytes the call has taken so far: in all, and towards each person.
import type { Quality } from "@/call/mod.ts";
import { fileSize } from "@/i18n/format.ts";
import type { T } from "@/i18n/messages.ts";
import { Dialog } from "../base/Dialog.tsx";

/** Bytes, up and down. */
interface Bytes {
  up: number;
  down: number;
}

export interface StatsDialogProps {
  /** Of the whole call, people who have left included. */
  total: Bytes;
  /** The others who are there. */
  people: readonly (Bytes & { id: string; name: string; quality: Quality })[];
  onClose(): void;
  t: T;
}

/** Counts on while it is open. */
export function StatsDialog({ total, people, onClose, t }: StatsDialogProps) {
  return (
    <Dialog title={t("stats.title")} onClose={onClose} text t={t}>
      <ul class="stats">
        <li class="step">
          <span>{t("stats.total")}</span>
          <b>{sizes(total, t)}</b>
        </li>
        {people.map(({ id, name, quality, ...bytes }) => (
          <li key={id} class="step">
            <span>
              <bdi>{name}</bdi>
              <small class="muted">{t(`quality.${quality}`)}</small>
            </span>
            <b>{sizes(bytes, t)}</b>
          </li>
        ))}
      </ul>
      <p class="hint">{t("stats.hint")}</p>
    </Dialog>
  );
}

function sizes({ up, down }: Bytes, t: T): string {
  return t("stats.bytes", { up: fileSize(up, t.locale), down: fileSize(down, t.locale) });
}
