// The head of a call: which room, how many people, how long, and the way to invite more.
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { isoDuration, timer } from "@/i18n/format.ts";
import type { T } from "@/i18n/messages.ts";
import { CopyLink } from "../frame/CopyLink.tsx";
import { Icon } from "../base/Icon.tsx";

interface Props {
  room: string;
  count: number;
  /** When the call was entered, in milliseconds since 1970. */
  since: number;
  t: T;
}

/** Stands above the stage during a call. */
export function CallHeader({ room, count, since, t }: Props) {
  return (
    <header class="call-header">
      <h1 class="call-room truncate">
        <bdi>{room}</bdi>
      </h1>
      <Clock since={since} label={t("call.clock")} />
      <p class="call-count">
        <Icon name="users" /> {t("people.count", { n: count })}
      </p>
      <div class="call-header-end">
        <CopyLink t={t} />
      </div>
    </header>
  );
}

/** A clock of its own component, so that a second's tick renders nothing else. */
function Clock({ since, label }: { since: number; label: string }) {
  const passed = useSignal(0);
  useEffect(() => {
    const tick = () => passed.value = Math.max(0, Date.now() - since);
    tick();
    const ticking = setInterval(tick, 1_000);
    return () => clearInterval(ticking);
  }, [since]);
  return (
    <time class="call-clock tabular" dateTime={isoDuration(passed.value)} title={label}>
      {timer(passed.value)}
    </time>
  );
}
