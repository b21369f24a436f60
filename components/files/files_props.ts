// What the parts of the chat that show files get from the call.
import { useCallback } from "preact/hooks";
import type { FileInfo } from "@/call/files/mod.ts";
import type { Call } from "@/call/mod.ts";
import type { T } from "@/i18n/messages.ts";
import type { AttachButtonProps } from "./AttachButton.tsx";
import type { AttachingProps } from "./Attaching.tsx";
import type { FileDropProps } from "./FileDrop.tsx";
import type { FileLineProps } from "./FileLine.tsx";

interface OfFile {
  info: FileInfo;
  /** The reader announced it. */
  own: boolean;
}

export function fileLineProps({ files }: Call, t: T, { info, own }: OfFile): FileLineProps {
  const sharing = files.files.value;
  return {
    info,
    own,
    availability: files.availability,
    status: sharing?.status(info) ?? null,
    onDownload: () => sharing?.download(info),
    onPause: () => sharing?.pause(info),
    onCancel: () => sharing?.cancel(info),
    onSave: () => sharing?.save(info),
    onPreview: () => sharing?.wantPreview(info),
    t,
  };
}

export function attachButtonProps({ files }: Call, t: T): AttachButtonProps {
  return {
    isAllowed: files.isAllowed,
    onFiles: (chosen) => void files.load().then((sharing) => sharing?.attach(chosen)),
    t,
  };
}

/** The chat opens, where the files are to be seen. */
export function useFileDropProps(call: Call, t: T): FileDropProps {
  const { isAllowed } = call.files;
  const onFiles = useCallback((given: readonly File[]) => {
    call.panels.show("chat");
    void call.files.load().then((sharing) => sharing?.attach(given));
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
