// The call's bar: microphone, camera, screen, hand, reactions, more, leave; participants and chat.
import type { Call } from "@/call/mod.ts";
import type { T } from "@/i18n/messages.ts";
import { useLayoutEffect, useRef } from "preact/hooks";
import { IconButton } from "../base/IconButton.tsx";
import { rove, visibleItems } from "../base/roving.ts";
import { CameraMenu, MicMenu } from "./DeviceMenus.tsx";
import { MoreMenu } from "./MoreMenu.tsx";
import { ReactionMenu } from "./ReactionMenu.tsx";

interface Props {
  call: Call;
  onFloat: (() => void) | null;
  t: T;
}

/** One stop for the Tab key; arrows go from button to button (ARIA toolbar). */
export function ControlBar({ call, onFloat, t }: Props) {
  const bar = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => oneTabStop(bar.current));
  return (
    <footer class="bar-area">
      <div
        ref={bar}
        class="bar"
        role="toolbar"
        aria-label={t("region.bar")}
        onKeyDown={(event) => {
          if (!(event.target as Element).closest("[popover]")) rove(event, "horizontal");
        }}
        onFocusIn={(event) => oneTabStop(bar.current, event.target as HTMLElement)}
      >
        <div class="bar-start" />
        <div class="bar-main">
          <Devices call={call} t={t} />
          <Screen call={call} t={t} />
          <ChatButton call={call} t={t} class="only-narrow" />
          <Hand call={call} t={t} />
          <span class="only-wide">
            <ReactionMenu call={call} t={t} />
          </span>
          <MoreMenu call={call} onFloat={onFloat} t={t} />
          <IconButton
            icon="phone-off"
            label={t("call.leave")}
            tone="danger"
            onPress={() => call.membership.leave()}
          />
        </div>
        <div class="bar-end">
          <PeopleButton call={call} t={t} />
          <ChatButton call={call} t={t} />
        </div>
      </div>
    </footer>
  );
}

/** Lets the Tab key stop at one button of the bar: the one that had the focus last. */
function oneTabStop(bar: HTMLElement | null, focused?: HTMLElement): void {
  if (!bar || focused?.closest("[popover]")) return;
  const items = visibleItems(bar);
  const stop = items.find((item) => item === focused) ??
    items.find((item) => item.tabIndex === 0 && item.hasAttribute("tabindex")) ?? items[0];
  for (const item of items) item.tabIndex = item === stop ? 0 : -1;
}

type Part = Omit<Props, "onFloat">;

function Devices({ call, t }: Part) {
  const { media: local } = call;
  const { mic, camera } = local.flags.value;
  const opening = local.opening.value;
  return (
    <>
      <span class="btn-group">
        <IconButton
          icon={mic ? "mic" : "mic-off"}
          label={t(mic ? "mic.off" : "mic.on")}
          {...(mic ? {} : { tone: "off" })}
          busy={opening.mic}
          shortcut="M"
          on={mic}
          onPress={(on) => void call.media.toggle("mic", on)}
        />
        <span class="only-wide">
          <MicMenu call={call} t={t} />
        </span>
      </span>
      <span class="btn-group">
        <IconButton
          icon={camera ? "video" : "video-off"}
          label={t(camera ? "cam.off" : "cam.on")}
          {...(camera ? {} : { tone: "off" })}
          busy={opening.camera}
          shortcut="V"
          on={camera}
          onPress={(on) => void call.media.toggle("camera", on)}
        />
        <span class="only-wide">
          <CameraMenu call={call} t={t} />
        </span>
      </span>
    </>
  );
}

function Screen({ call, t }: Part) {
  const { media: local } = call;
  const sharing = local.flags.value.screen;
  if (!local.canShareScreen.value) return null;
  return (
    <span class="only-wide">
      <IconButton
        icon={sharing ? "monitor-off" : "monitor-up"}
        label={t(sharing ? "screen.off" : "screen.on")}
        {...(sharing ? { tone: "on" } : {})}
        busy={local.opening.value.screen}
        shortcut="D"
        on={sharing}
        onPress={(on) => void call.media.toggleScreen(on)}
      />
    </span>
  );
}

function Hand({ call, t }: Part) {
  const up = (call.membership.me.value?.hand ?? null) !== null;
  return (
    <IconButton
      icon="hand"
      label={t(up ? "hand.down" : "hand.up")}
      {...(up ? { tone: "on" } : {})}
      shortcut="R"
      on={up}
      onPress={(on) => void call.presence.setHand(on)}
    />
  );
}

function PeopleButton({ call, t }: Part) {
  const open = call.panels.panel.value === "people";
  return (
    <IconButton
      icon="users"
      label={t(open ? "people.close" : "people.open")}
      {...(open ? { tone: "on" } : {})}
      shortcut="P"
      on={open}
      onPress={(on) => call.panels.set("people", on)}
    />
  );
}

function ChatButton({ call, t, class: extra = "" }: Part & { class?: string }) {
  const open = call.panels.panel.value === "chat";
  return (
    <IconButton
      icon="message-square"
      label={t(open ? "chat.close" : "chat.open")}
      {...(open ? { tone: "on" } : {})}
      badge={call.chat.unread.value}
      shortcut="C"
      class={extra}
      on={open}
      onPress={(on) => call.panels.set("chat", on)}
    />
  );
}
