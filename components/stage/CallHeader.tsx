// The head of a call: which room, how many people, how long, the layout, and the way to invite more.
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Call } from "@/call/mod.ts";
import { isoDuration, timer } from "@/i18n/timer.ts";
import type { T } from "@/i18n/messages.ts";
import { Icon } from "../base/Icon.tsx";
import { EncryptionBadge } from "../encryption/EncryptionBadge.tsx";
import { regionRef } from "../base/regions.ts";
import { IconButton } from "../base/IconButton.tsx";

interface Props {
  call: Call;
  t: T;
}

/** Stands above the stage during a call. */
export function CallHeader({ call, t }: Props) {
  const { membership, preferences, panels, layout: stage } = call;
  const spotlight = preferences.settings.value.spotlight;
  return (
    <header class="call-header" ref={regionRef.header}>
      <h1 class="call-room truncate">
        <bdi>{call.title.shown}</bdi>
      </h1>
      <Clock lasting={() => call.membership.lasting()} label={t("call.clock")} />
      <p class="call-count">
        <Icon name="users" /> {t("people.count", { n: membership.count.value })}
      </p>
      <EncryptionBadge
        level={call.encryption.status.value}
        onOpen={() => panels.open("safety")}
        t={t}
      />
      <div class="call-header-end">
        <IconButton
          icon={spotlight ? "layout-grid" : "presentation"}
          label={t(spotlight ? "layout.toGrid" : "layout.toSpotlight")}
          tone="quiet"
          shortcut="W"
          class="only-wide"
          on={spotlight}
          onPress={(on) => stage.setSpotlight(on)}
        />
        <button type="button" class="btn" onClick={() => panels.open("invite")}>
          <Icon name="user-plus" /> <span class="wide-text">{t("invite.title")}</span>
        </button>
      </div>
    </header>
  );
}

/** A clock of its own component, so that a second's tick renders nothing else. */
function Clock({ lasting, label }: { lasting(): number; label: string }) {
  const passed = useSignal(0);
  useEffect(() => {
    const tick = () => passed.value = lasting();
    tick();
    const ticking = setInterval(tick, 1_000);
    return () => clearInterval(ticking);
  }, []);
  return (
    <time class="call-clock tabular" dateTime={isoDuration(passed.value)} title={label}>
      {timer(passed.value)}
    </time>
  );
}
