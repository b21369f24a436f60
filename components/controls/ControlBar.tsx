// The call's bar: microphone, camera, screen, hand, reactions, more, leave; participants and chat.
import type { ComponentChildren, RefObject } from "preact";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import type { PanelName } from "@/call/mod.ts";
import type { T } from "@/i18n/messages.ts";
import type { Reaction } from "@/protocol/reactions.ts";
import { IconButton } from "../base/IconButton.tsx";
import { regionProps } from "../base/regions.ts";
import { itemsOf, rove, visibleItems } from "../base/roving.ts";
import { PANELS } from "../panel_table.ts";
import { DeviceMenu } from "./DeviceMenu.tsx";
import { MoreMenu } from "./MoreMenu.tsx";
import { ReactionMenu } from "./ReactionMenu.tsx";

/** What can be switched by a button. */
type SwitchName = "mic" | "camera" | "screen";

export interface ControlBarProps {
  /** False while it is made ahead of the call, hidden. */
  isShown: boolean;
  /** What is on. */
  on: Readonly<Record<SwitchName, boolean>>;
  /** What is being opened right now. */
  opening: Readonly<Record<SwitchName, boolean>>;
  /** Whether this browser can share the screen. */
  canShareScreen: boolean;
  isHandUp: boolean;
  /** The panel that is open beside the stage. */
  panel: PanelName | null;
  /** Messages that were not read yet. */
  unread: number;
  onSwitch(name: SwitchName, on: boolean): void;
  onHand(up: boolean): void;
  onReact(reaction: Reaction): void;
  onPanel(name: PanelName, open: boolean): void;
  onLeave(): void;
  /** The popover with the reactions, which keys and the menu open, too. */
  reactions: RefObject<HTMLDivElement>;
  /** Items of the menus, which are loaded later. */
  items: Readonly<Record<"mic" | "camera" | "more", ComponentChildren>>;
  t: T;
}

/** One stop for the Tab key; arrows go from button to button (ARIA toolbar). */
export function ControlBar(props: ControlBarProps) {
  const { isShown, reactions, onReact, onLeave, items, t } = props;
  const bar = useRef<HTMLDivElement>(null);
  useOneTabStop(bar);
  return (
    <footer {...regionProps("bar", { class: "bar-area", isShown })}>
      <div
        ref={bar}
        class="bar"
        role="toolbar"
        aria-label={t("region.bar")}
        onKeyDown={(event) => {
          if (!(event.target as Element).closest("[popover]")) rove(event, "horizontal");
        }}
        onFocusIn={(event) => {
          const focused = event.target as HTMLElement;
          if (!focused.closest("[popover]")) oneTabStop(visibleItems(event.currentTarget), focused);
        }}
      >
        <div class="bar-start" />
        <div class="bar-main">
          <Devices {...props} />
          <Screen {...props} />
          <PanelButton name="chat" {...props} class="only-narrow" />
          <Hand {...props} />
          <span class="only-wide">
            <ReactionMenu popover={reactions} onReact={onReact} t={t} />
          </span>
          <MoreMenu t={t}>{items.more}</MoreMenu>
          <IconButton icon="phone-off" label={t("call.leave")} tone="danger" onPress={onLeave} />
        </div>
        <div class="bar-end">
          <PanelButton name="people" {...props} />
          <PanelButton name="chat" {...props} />
        </div>
      </div>
    </footer>
  );
}

/** Keeps one tab stop among the buttons, whichever there are and can be seen. */
function useOneTabStop(bar: RefObject<HTMLElement>): void {
  const sizes = useRef<ResizeObserver>();
  useEffect(() => () => sizes.current?.disconnect(), []);
  useLayoutEffect(() => {
    if (!bar.current) return;
    const items = itemsOf(bar.current);
    oneTabStop(items);
    sizes.current ??= observeHidden((hidden) => {
      if (bar.current) oneTabStop(itemsOf(bar.current).filter((item) => !hidden.has(item)));
    });
    for (const item of items) sizes.current.observe(item);
  });
}

/** Tells which of the observed elements have no size. The browser says so by itself: no layout is asked for. */
function observeHidden(tell: (hidden: WeakSet<Element>) => void): ResizeObserver {
  const hidden = new WeakSet<Element>();
  return new ResizeObserver((entries) => {
    for (const { target, borderBoxSize: [box] } of entries) {
      if (box?.inlineSize === 0) hidden.add(target);
      else hidden.delete(target);
    }
    tell(hidden);
  });
}

/** Lets the Tab key stop at one of these buttons: the one that had the focus last. */
function oneTabStop(items: readonly HTMLElement[], focused?: HTMLElement): void {
  const stop = items.find((item) => item === focused) ??
    items.find((item) => item.tabIndex === 0 && item.hasAttribute("tabindex")) ?? items[0];
  for (const item of items) {
    const tabIndex = item === stop ? "0" : "-1";
    if (item.getAttribute("tabindex") !== tabIndex) item.setAttribute("tabindex", tabIndex);
  }
}

function Devices({ on: { mic, camera }, opening, onSwitch, items, t }: ControlBarProps) {
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
          onPress={(on) => onSwitch("mic", on)}
        />
        <span class="only-wide">
          <DeviceMenu id="mic-menu" label={t("mic.menu")}>{items.mic}</DeviceMenu>
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
          onPress={(on) => onSwitch("camera", on)}
        />
        <span class="only-wide">
          <DeviceMenu id="cam-menu" label={t("cam.menu")}>{items.camera}</DeviceMenu>
        </span>
      </span>
    </>
  );
}

function Screen({ on: { screen }, opening, canShareScreen, onSwitch, t }: ControlBarProps) {
  if (!canShareScreen) return null;
  return (
    <span class="only-wide">
      <IconButton
        icon={screen ? "monitor-off" : "monitor-up"}
        label={t(screen ? "screen.off" : "screen.on")}
        {...(screen ? { tone: "on" } : {})}
        busy={opening.screen}
        shortcut="D"
        on={screen}
        onPress={(on) => onSwitch("screen", on)}
      />
    </span>
  );
}

function Hand({ isHandUp, onHand, t }: ControlBarProps) {
  return (
    <IconButton
      icon="hand"
      label={t(isHandUp ? "hand.down" : "hand.up")}
      {...(isHandUp ? { tone: "on" } : {})}
      shortcut="R"
      on={isHandUp}
      onPress={onHand}
    />
  );
}

interface PanelButtonProps extends Pick<ControlBarProps, "panel" | "unread" | "onPanel" | "t"> {
  name: PanelName;
  class?: string;
}

function PanelButton({ name, panel, unread, onPanel, t, class: extra = "" }: PanelButtonProps) {
  const open = panel === name;
  const { icon, key } = PANELS[name];
  return (
    <IconButton
      icon={icon}
      label={t(`${name}.${open ? "close" : "open"}`)}
      {...(open ? { tone: "on" } : {})}
      {...(name === "chat" ? { badge: unread } : {})}
      shortcut={key}
      class={extra}
      on={open}
      onPress={(on) => onPanel(name, on)}
    />
  );
}
