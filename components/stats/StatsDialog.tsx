// How many bytes the call has taken so far: in all, and towards each person, with what can be known of the path.
import { useSignal } from "@preact/signals";
import type { Cause, Quality } from "@/call/mod.ts";
import { fileSize, number } from "@/i18n/format.ts";
import type { T } from "@/i18n/messages.ts";
import { causeText } from "../base/cause_text.ts";
import { Dialog } from "../base/Dialog.tsx";
import { BudgetForm, type BudgetFormProps } from "./BudgetForm.tsx";
import { CallReport } from "./CallReport.tsx";
import { ConnectionFacts } from "./ConnectionFacts.tsx";

const MB = 1_048_576;

/** Bytes, up and down. */
interface Bytes {
  up: number;
  down: number;
}

type Person = Bytes & { id: string; name: string; quality: Quality; cause: Cause | null };

export interface StatsDialogProps {
  /** Of the whole call, people who have left included. */
  total: Bytes;
  /** The others who are there. */
  people: readonly Person[];
  /** What the browser counts of the connection with a person now; null where there is none. */
  report(id: string): Promise<RTCStatsReport> | null;
  /** What a megabyte costs, in som; 0 if that is not told. */
  price: number;
  budget: BudgetFormProps["budget"];
  onBudget: BudgetFormProps["onBudget"];
  /** What happened, as text; null while there is nothing to tell. */
  onReport(): Promise<string | null>;
  onClose(): void;
  t: T;
}

/** Counts on while it is open. */
export function StatsDialog(props: StatsDialogProps) {
  const { total, people, report, price, budget, onBudget, onReport, onClose, t } = props;
  return (
    <Dialog title={t("stats.title")} onClose={onClose} t={t}>
      <ul class="stats">
        <li class="step">
          <span>{t("stats.total")}</span>
          <b>
            {sizes(total, t)}
            {price > 0 && <small class="muted">{cost(total, price, t)}</small>}
          </b>
        </li>
        {people.map((person) => <PersonItem key={person.id} {...{ person, report, t }} />)}
      </ul>
      <p class="hint">{t("stats.hint")}</p>
      <BudgetForm {...{ budget, onBudget, t }} />
      <CallReport {...{ onReport, t }} />
    </Dialog>
  );
}

interface PersonItemProps extends Pick<StatsDialogProps, "report" | "t"> {
  person: Person;
}

function PersonItem(
  { person: { id, name, quality, cause, ...bytes }, report, t }: PersonItemProps,
) {
  const isOpen = useSignal(false);
  return (
    <li>
      <div class="step">
        <span>
          <bdi>{name}</bdi>
          <small class="muted">
            {cause === null ? t(`quality.${quality}`) : causeText(cause, name, t)}
          </small>
        </span>
        <b>{sizes(bytes, t)}</b>
      </div>
      <details
        class="more"
        onToggle={({ currentTarget }) => isOpen.value = currentTarget.open}
      >
        <summary>{t("details.title")}</summary>
        {isOpen.value && <ConnectionFacts report={() => report(id)} t={t} />}
      </details>
    </li>
  );
}

/** "≈ 12,50 сом". */
function cost({ up, down }: Bytes, price: number, t: T): string {
  return t("stats.cost", { som: number((up + down) / MB * price, t.locale) });
}

function sizes({ up, down }: Bytes, t: T): string {
  return t("stats.bytes", { up: fileSize(up, t.locale), down: fileSize(down, t.locale) });
}
