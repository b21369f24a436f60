// Who waits at the door, over the stage of those who may open it.
import type { T } from "@/i18n/messages.ts";
import type { Waiting } from "@/protocol/roles.ts";
import { Icon } from "../base/Icon.tsx";
import { useAim } from "../base/use_aim.ts";

export interface WaitingBannerProps {
  /** Who waits, the longest first. */
  waiting: readonly Waiting[];
  /** Lets one of them in, or all (null). */
  onAdmit(id: string | null): void;
  /** Sends one of them away. */
  onRefuse(id: string): void;
  t: T;
}

/** There for as long as somebody waits. */
export function WaitingBanner({ waiting, onAdmit, onRefuse, t }: WaitingBannerProps) {
  const [first, ...others] = waiting;
  if (first === undefined) return null;
  const { id, name, suspect } = first;
  return (
    <div class="banner">
      <Icon name="user-plus" />
      <p>
        {t("knock.waits", { name })}
        {suspect && <small class="hint">{t("knock.suspect")}</small>}
        {others.length > 0 && <small class="hint">{t("knock.more", { n: others.length })}</small>}
      </p>
      <Answer id={id} tone="primary" label={t("knock.admit")} onAnswer={onAdmit} />
      <Answer id={id} tone="quiet" label={t("knock.refuse")} onAnswer={onRefuse} />
      {others.length > 0 && (
        <button
          type="button"
          class="btn quiet"
          onClick={() => onAdmit(null)}
        >
          {t("knock.admitAll")}
        </button>
      )}
    </div>
  );
}

interface AnswerProps {
  id: string;
  tone: "primary" | "quiet";
  label: string;
  onAnswer(id: string): void;
}

/** Who waits may leave, or another host may let them in, as the finger comes down: nobody else is meant. */
function Answer({ id, tone, label, onAnswer }: AnswerProps) {
  const { handlers, aimed } = useAim(id);
  const answer = (event: MouseEvent) => {
    const target = aimed(event);
    if (target !== null) onAnswer(target);
  };
  return <button type="button" class={`btn ${tone}`} {...handlers} onClick={answer}>{label}
  </button>;
}
