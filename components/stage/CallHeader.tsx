// The head of a call: which room, how many people, how long, the layout, and the way to invite more.
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { EncryptionLevel } from "@/call/e2ee/mod.ts";
import { isoDuration, timer } from "@/i18n/timer.ts";
import type { T } from "@/i18n/messages.ts";
import { Icon } from "../base/Icon.tsx";
import { EncryptionBadge } from "../encryption/EncryptionBadge.tsx";
import { regionProps } from "../base/regions.ts";
import { IconButton } from "../base/IconButton.tsx";

export interface CallHeaderProps {
  /** False while it is made ahead of the call, hidden. */
  isShown: boolean;
  /** The room's title, else its name. */
  title: string;
  /** How many are in the call. */
  count: number;
  /** How the call is encrypted. */
  level: EncryptionLevel;
  /** Whether one picture is large. */
  isSpotlight: boolean;
  /** How long the call lasts, in milliseconds; asked once a second. */
  lasting(): number;
  onSpotlight(on: boolean): void;
  /** Opens what explains the encryption. */
  onEncryption(): void;
  /** Opens the ways to invite people. */
  onInvite(): void;
  t: T;
}

/** Stands above the stage during a call. */
export function CallHeader(props: CallHeaderProps) {
  const { isShown, title, count, level, isSpotlight, lasting, t } = props;
  return (
    <header {...regionProps("header", { class: "call-header", isShown })}>
      <h1 class="call-room truncate">
        <bdi>{title}</bdi>
      </h1>
      <Clock isRunning={isShown} lasting={lasting} label={t("call.clock")} />
      <p class="call-count">
        <Icon name="users" /> {t("people.count", { n: count })}
      </p>
      <EncryptionBadge level={level} onOpen={props.onEncryption} t={t} />
      <div class="call-header-end">
        <IconButton
          icon={isSpotlight ? "layout-grid" : "presentation"}
          label={t(isSpotlight ? "layout.toGrid" : "layout.toSpotlight")}
          tone="quiet"
          shortcut="W"
          class="only-wide"
          on={isSpotlight}
          onPress={props.onSpotlight}
        />
        <button type="button" class="btn" onClick={props.onInvite}>
          <Icon name="user-plus" /> <span class="wide-text">{t("invite.title")}</span>
        </button>
      </div>
    </header>
  );
}

/** A clock of its own component, so that a second's tick renders nothing else. */
function Clock(
  { isRunning, lasting, label }: { isRunning: boolean; lasting(): number; label: string },
) {
  const passed = useSignal(0);
  useEffect(() => {
    if (!isRunning) return;
    const tick = () => passed.value = lasting();
    tick();
    const ticking = setInterval(tick, 1_000);
    return () => clearInterval(ticking);
  }, [isRunning]);
  return (
    <time class="call-clock tabular" dateTime={isoDuration(passed.value)} title={label}>
      {timer(passed.value)}
    </time>
  );
}
