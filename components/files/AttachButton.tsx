// The button that gives files to the room.
import { useRef } from "preact/hooks";
import type { T } from "@/i18n/messages.ts";
import { IconButton } from "../base/IconButton.tsx";

export interface AttachButtonProps {
  /** Whether this person may share files now. */
  isAllowed: boolean;
  onFiles(files: readonly File[]): void;
  t: T;
}

/** Opens the system's choice of files; several can be chosen at once. */
export function AttachButton({ isAllowed, onFiles, t }: AttachButtonProps) {
  const input = useRef<HTMLInputElement>(null);
  if (!isAllowed) return null;
  return (
    <>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        tabIndex={-1}
        onChange={({ currentTarget }) => {
          onFiles([...currentTarget.files ?? []]);
          currentTarget.value = ""; // the same file can be chosen again
        }}
      />
      <IconButton
        icon="paperclip"
        label={t("files.attach")}
        tone="quiet"
        onPress={() => input.current?.click()}
      />
    </>
  );
}
