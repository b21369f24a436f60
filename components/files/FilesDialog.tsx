// All files of the call in one list, the newest first: nobody has to look for them among the words.
import type { ComponentChildren } from "preact";
import { clock } from "@/i18n/format.ts";
import type { T } from "@/i18n/messages.ts";
import { Dialog } from "../base/Dialog.tsx";

/** One announced file. */
export interface ListedFile {
  key: string;
  /** Whoever announced it. */
  name: string;
  /** When, in milliseconds since 1970. */
  at: number;
  /** What the chat shows of it. */
  line: ComponentChildren;
}

export interface FilesDialogProps {
  files: readonly ListedFile[];
  onClose(): void;
  t: T;
}

export function FilesDialog({ files, onClose, t }: FilesDialogProps) {
  return (
    <Dialog title={t("files.title")} onClose={onClose} t={t}>
      {files.length === 0 ? <p class="hint">{t("files.none")}</p> : (
        <ul class="files">
          {files.map(({ key, name, at, line }) => (
            <li key={key}>
              <p class="chat-meta">
                <b class="truncate">
                  <bdi>{name}</bdi>
                </b>{" "}
                <time dateTime={new Date(at).toISOString()}>{clock(at, t.locale)}</time>
              </p>
              {line}
            </li>
          ))}
        </ul>
      )}
    </Dialog>
  );
}
