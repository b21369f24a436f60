// A modal dialog: the browser's own, which keeps the focus inside and gives it back.
import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef } from "preact/hooks";
import type { T } from "@/i18n/messages.ts";
import { classes } from "./classes.ts";
import { closeDialog, openDialog } from "./guarded_calls.ts";
import { IconButton } from "./IconButton.tsx";

interface Props {
  title: string;
  onClose(): void;
  wide?: boolean;
  /** Nothing in it to press: the text itself takes the focus, so that keys can scroll it. */
  text?: boolean;
  t: T;
  children: ComponentChildren;
}

/** Open for as long as it is rendered. Escape, the cross and a press beside it call `onClose`. */
export function Dialog({ title, onClose, wide = false, text = false, t, children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useId();
  useEffect(() => {
    const element = dialog.current;
    const before = document.activeElement;
    openDialog(element);
    return () => {
      closeDialog(element);
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  const pressedBeside = useRef(false);
  /** The backdrop belongs to the dialog itself. */
  const isBeside = ({ target }: Event) => target === dialog.current;
  return (
    <dialog
      ref={dialog}
      class={classes("dialog is-sheet", { "is-wide": wide })}
      aria-labelledby={heading}
      onCancel={(event) => {
        event.preventDefault(); // whoever renders it decides
        onClose();
      }}
      onPointerDown={(event) => void (pressedBeside.current = isBeside(event))}
      onClick={(event) => {
        // What began inside and ended beside it was no press on the backdrop.
        if (pressedBeside.current && isBeside(event)) onClose();
      }}
    >
      <div class="dialog-inner">
        <header class="dialog-header">
          <h2 id={heading}>{title}</h2>
          <IconButton icon="x" label={t("action.close")} tone="quiet" onPress={onClose} />
        </header>
        <div class="dialog-body" {...(text ? { tabIndex: 0 } : {})}>{children}</div>
      </div>
    </dialog>
  );
}
