// Files that are dropped anywhere on the call, and pictures that are pasted.
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { T } from "@/i18n/messages.ts";
import { Icon } from "../base/Icon.tsx";

export interface FileDropProps {
  /** Whether this person may share files now: only then the page shows where to drop them. */
  isAllowed: boolean;
  /** Gets them in any case: the browser itself would show a dropped file instead of the call. */
  onFiles(files: readonly File[]): void;
  t: T;
}

/** Shows where to drop as long as files are held over the page. */
export function FileDrop({ isAllowed, onFiles, t }: FileDropProps) {
  const isOver = useSignal(false);
  useEffect(() => {
    const stop = new AbortController();
    listen({ onFiles, onOver: (is) => isOver.value = is }, stop.signal);
    return () => stop.abort();
  }, [onFiles]);
  return isAllowed && isOver.value && (
    <div class="file-drop" aria-hidden="true">
      <p>
        <Icon name="paperclip" /> {t("files.drop")}
      </p>
    </div>
  );
}

interface Listeners extends Pick<FileDropProps, "onFiles"> {
  /** Whether files are held over the page. */
  onOver(is: boolean): void;
}

function listen({ onFiles, onOver }: Listeners, signal: AbortSignal): void {
  const follow = (event: DragEvent) => {
    if (!holdsFiles(event)) return;
    event.preventDefault(); // else the browser would show the file instead of the call
    onOver(event.type !== "drop");
    const files = [...event.dataTransfer?.files ?? []];
    if (event.type === "drop" && files.length > 0) onFiles(files);
  };
  for (const event of ["dragenter", "dragover", "drop"] as const) {
    document.addEventListener(event, follow, { signal });
  }
  document.addEventListener("dragleave", ({ relatedTarget }) => {
    if (relatedTarget === null) onOver(false); // out of the window
  }, { signal });
  document.addEventListener("paste", ({ clipboardData }) => {
    const isText = clipboardData?.types.includes("text/plain") ?? true;
    const files = [...clipboardData?.files ?? []];
    if (!isText && files.length > 0) onFiles(files);
  }, { signal });
}

function holdsFiles({ dataTransfer }: DragEvent): boolean {
  return dataTransfer?.types.includes("Files") ?? false;
}
