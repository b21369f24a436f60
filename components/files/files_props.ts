// What the parts of the chat that show files get from the call.
import { h } from "preact";
import { useCallback } from "preact/hooks";
import { announcements, type FileInfo } from "@/call/files/mod.ts";
import type { Call } from "@/call/mod.ts";
import type { T } from "@/i18n/messages.ts";
import type { AttachButtonProps } from "./AttachButton.tsx";
import type { AttachingProps } from "./Attaching.tsx";
import { bound } from "../base/bound.tsx";
import type { FileDropProps } from "./FileDrop.tsx";
import { FileLine, type FileLineProps } from "./FileLine.tsx";
import type { FilesDialogProps, ListedFile } from "./FilesDialog.tsx";

interface OfFile {
  info: FileInfo;
  /** The reader announced it. */
  own: boolean;
}

/** A file wherever it is shown; it follows its own progress. */
export const SharedFile = bound(FileLine, fileLineProps);

function fileLineProps({ files }: Call, t: T, { info, own }: OfFile): FileLineProps {
  const sharing = files.files.value;
  return {
    info,
    own,
    availability: files.availability,
    status: sharing?.status(info) ?? null,
    onDownload: () => sharing?.download(info),
    onPause: () => sharing?.pause(info),
    onCancel: () => sharing?.cancel(info),
    onSave: () => sharing?.download(info),
    onPreview: () => sharing?.wantPreview(info),
    t,
  };
}

export function attachButtonProps(call: Call, t: T): AttachButtonProps {
  return {
    isAllowed: call.files.isAllowed,
    onFiles: (chosen) => attach(call, chosen),
    t,
  };
}

/** Says so where the part of the page that shares files does not come. */
function attach({ files, membership, notifications }: Call, chosen: readonly File[]): void {
  notifications.tellFailure(
    files.load().then((sharing) => {
      sharing?.attach(chosen);
      if (sharing !== null) return null;
      return membership.online.value ? "page-incomplete" : "offline";
    }),
  );
}

/** The chat opens, where the files are to be seen. */
export function useFileDropProps(call: Call, t: T): FileDropProps {
  const { isAllowed } = call.files;
  const onFiles = useCallback((given: readonly File[]) => {
    if (!call.files.isAllowed) {
      return call.notifications.notify({ kind: "forbidden", right: "files" });
    }
    call.panels.show("chat");
    attach(call, given);
  }, [call]);
  return { isAllowed, onFiles, t };
}

export function attachingProps({ files }: Call, t: T): AttachingProps {
  const sharing = files.files.value;
  return {
    attaching: sharing?.attaching.value ?? [],
    limit: sharing?.limit ?? 0,
    onDismiss: (id) => sharing?.dismiss(id),
    t,
  };
}

/** A file that was announced twice stands where it was announced last. */
export function filesDialogProps(call: Call, t: T): FilesDialogProps {
  const { chat, membership, panels } = call;
  const listed = new Map<string, ListedFile>();
  for (const { line, info } of announcements(chat.lines.value)) {
    const own = line.from.id === membership.self.value;
    const { key } = info;
    listed.delete(key);
    const name = own ? t("tile.you") : line.from.name;
    listed.set(key, { key, name, at: line.at, line: h(SharedFile, { call, t, info, own }) });
  }
  return { files: [...listed.values()].reverse(), onClose: () => panels.closeDialog(), t };
}
