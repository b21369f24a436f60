// Files that are being read before the room hears of them, and those that are not taken.
import type { Attachment } from "@/call/files/mod.ts";
import { fileSize } from "@/i18n/format.ts";
import type { T } from "@/i18n/messages.ts";
import { IconButton } from "../base/IconButton.tsx";

export interface AttachingProps {
  attaching: readonly Attachment[];
  /** Bytes of the largest file. */
  limit: number;
  onDismiss(id: string): void;
  t: T;
}

export function Attaching({ attaching, limit, onDismiss, t }: AttachingProps) {
  if (attaching.length === 0) return null;
  return (
    <ul class="attaching">
      {attaching.map((one) => (
        <li key={one.id}>
          <p>
            <bdi class="truncate">{one.name}</bdi>
            <Reading {...{ one, limit, t }} />
          </p>
          <IconButton
            icon="x"
            label={t(one.problem === null ? "action.cancel" : "action.close")}
            tone="quiet"
            onPress={() => onDismiss(one.id)}
          />
        </li>
      ))}
    </ul>
  );
}

function Reading({ one, limit, t }: Pick<AttachingProps, "limit" | "t"> & { one: Attachment }) {
  const { name, size, read, problem } = one;
  switch (problem) {
    case "too-large":
      return (
        <span class="field-error" role="alert">
          {t("files.tooLarge", { limit: fileSize(limit, t.locale) })}
        </span>
      );
    case "too-many":
      return <span class="field-error" role="alert">{t("files.tooMany")}</span>;
    case "unreadable":
      return <span class="field-error" role="alert">{t("files.unreadable")}</span>;
    case null:
      return <progress max={size || 1} value={read} aria-label={t("files.reading", { name })} />;
    default:
      return problem satisfies never;
  }
}
