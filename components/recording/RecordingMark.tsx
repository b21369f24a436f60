// Who records the call, over the stage of everybody for as long as it lasts.
import { useEffect } from "preact/hooks";
import type { RecorderState } from "@/call/mod.ts";
import type { T } from "@/i18n/messages.ts";
import { useIntent } from "../base/use_intent.ts";

export interface RecordingMarkProps {
  /** Names of the others who record, and when each of the recordings began. */
  recorders: readonly { name: string; begun: number }[];
  /** How this person's own recording is doing; null when there is none. */
  own: RecorderState | null;
  /** Whether this person wants to be in the recordings of others; null before it was answered. */
  agrees: boolean | null;
  /** Everybody who records knows of a refusal. */
  isOut: boolean;
  /** The mark of the recording that began then is on the screen. */
  onShown(begun: number): void;
  onAnswer(agrees: boolean): void;
  onStop(): void;
  t: T;
}

/** Says so once it is on the screen. Nobody is recorded before. */
export function RecordingMark(props: RecordingMarkProps) {
  const { recorders, own, agrees, isOut, onShown, onAnswer, onStop, t } = props;
  const isGoing = own === "running" || own === "low";
  const newest = Math.max(0, ...recorders.map(({ begun }) => begun));
  useEffect(() => {
    if (newest > 0) onShown(newest);
  }, [newest]);
  return (
    <>
      {own !== null && (
        <div class="banner recording">
          <p>
            {isGoing && <span class="recording-dot" aria-hidden="true" />}{" "}
            {isGoing && t("rec.self")}
            {own !== "running" && <small class="hint">{t(`rec.${own}`)}</small>}
          </p>
          <button type="button" class="btn" onClick={onStop}>
            {t(isGoing ? "rec.stop" : "action.close")}
          </button>
        </div>
      )}
      {recorders.length > 0 && (
        <div class="banner recording">
          <p>
            <span class="recording-dot" aria-hidden="true" />{" "}
            {t("rec.by", { name: recorders.map(({ name }) => name).join(", ") })}
            {agrees === false && <small class="hint">{t(isOut ? "rec.out" : "rec.telling")}</small>}
          </p>
          <Answer isIn={agrees !== false} onAnswer={onAnswer} t={t} />
        </div>
      )}
    </>
  );
}

/** Whoever presses twice in haste stays out of it. */
function Answer(
  { isIn, onAnswer, t }: { isIn: boolean } & Pick<RecordingMarkProps, "onAnswer" | "t">,
) {
  const { handlers, wanted } = useIntent(isIn);
  function press(event: MouseEvent): void {
    const asked = wanted(event);
    if (asked !== null) onAnswer(asked);
  }
  return (
    <button type="button" class="btn" {...handlers} onClick={press}>
      {t(isIn ? "rec.notMe" : "rec.in")}
    </button>
  );
}
