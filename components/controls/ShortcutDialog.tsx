// The list of all keys.
import { type Action, type Settings, SINGLE_KEYS } from "@/call/mod.ts";
import type { T } from "@/i18n/messages.ts";
import { Dialog } from "../base/Dialog.tsx";

type Named = Extract<Action, string>;

/** Texts under `keys.`, in the order of the list. */
const WORD = {
  mic: "mic",
  camera: "cam",
  screen: "screen",
  chat: "chat",
  people: "people",
  hand: "hand",
  layout: "layout",
  full: "full",
  pip: "pip",
  react: "react",
} as const satisfies Partial<Record<Named, string>>;

export interface ShortcutDialogProps {
  /** Which of the keys are switched on. */
  settings: Pick<Settings, "keys" | "pushToTalk" | "pushToMute">;
  onClose(): void;
  t: T;
}

/** Open while it is rendered. */
export function ShortcutDialog({ settings, onClose, t }: ShortcutDialogProps) {
  const { keys, pushToTalk, pushToMute } = settings;
  return (
    <Dialog title={t("keys.title")} onClose={onClose} text t={t}>
      <dl class="keys">
        {keys &&
          Object.entries(SINGLE_KEYS).map(([letter, action]) => (
            <Row key={letter} keys={[letter]} text={t(`keys.${WORD[action]}`)} />
          ))}
        {pushToTalk && <Row keys={[t("keys.space")]} text={t("keys.ptt")} />}
        {pushToMute && <Row keys={[t("keys.space")]} text={t("keys.ptm")} />}
        <Row keys={["Ctrl", "D"]} text={t("keys.mic")} />
        <Row keys={["Ctrl", "E"]} text={t("keys.cam")} />
        {keys && <Row keys={["1", "…", "9"]} text={t("keys.pin")} />}
        {keys && <Row keys={["0"]} text={t("keys.pinSelf")} />}
        {keys && <Row keys={["?"]} text={t("keys.help")} />}
        <Row keys={["F6"]} text={t("keys.regions")} />
        <Row keys={["Esc"]} text={t("keys.escape")} />
      </dl>
    </Dialog>
  );
}

function Row({ keys, text }: { keys: readonly string[]; text: string }) {
  return (
    <div>
      <dt>{text}</dt>
      <dd>
        {keys.map((key) => key === "…" ? <span key={key}>…</span> : <kbd key={key}>{key}</kbd>)}
      </dd>
    </div>
  );
}
