// Keys of a running call, wherever the focus is: letters stay letters for whoever writes.
import type { RefObject } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { type Action, actionOf, type Call } from "@/call/mod.ts";
import { isComposing } from "@/components/base/composing.ts";
import { isCovered, togglePopover } from "@/components/base/guarded_calls.ts";
import { setFullScreen } from "@/components/stage/full_screen.ts";
import { focusRegion } from "./regions.ts";
import { Switches } from "./device_toggles.ts";

const TEXT = "input:not([type=checkbox], [type=radio], [type=range]), textarea, select, " +
  "[contenteditable]";
/** What has a use of its own for the space bar. */
const PRESSABLE = "button, a, input, select, textarea, summary, [role]:not([role=group]), " +
  "[contenteditable]";

/** What keys reach beside the call. */
export interface KeyTargets {
  /** Opens or closes the floating window; null where there can be none. */
  onFloat: (() => void) | null;
  /** The popover with the reactions. */
  reactions: RefObject<HTMLElement>;
}

/** Listens for as long as the call is on the screen, which is perhaps made ahead of it. */
export function useKeys(call: Call, given: KeyTargets): void {
  const targets = useRef(given);
  targets.current = given;
  // At once, and only once: no key is lost as soon as the bar is seen, or when it is drawn anew.
  const isShown = call.membership.phase.value === "call";
  useLayoutEffect(() => {
    if (!isShown) return;
    const keys = new Keys(call, targets);
    document.addEventListener("keydown", keys.down);
    document.addEventListener("keyup", keys.up);
    globalThis.addEventListener("blur", keys.letGo);
    document.addEventListener("visibilitychange", keys.letGo);
    return () => {
      keys.close();
      document.removeEventListener("keydown", keys.down);
      document.removeEventListener("keyup", keys.up);
      globalThis.removeEventListener("blur", keys.letGo);
      document.removeEventListener("visibilitychange", keys.letGo);
    };
  }, [isShown]);
}

class Keys {
  #call: Call;
  #targets: Readonly<{ current: KeyTargets }>;
  #switches: Switches;
  /** What the space bar does for as long as it is held down. */
  #holding: "hold" | "hush" | null = null;

  constructor(call: Call, targets: Readonly<{ current: KeyTargets }>) {
    this.#call = call;
    this.#switches = new Switches(call);
    this.#targets = targets;
  }

  down = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || isComposing(event)) return;
    if (event.code === "Space") return this.#onSpace(event);
    if (event.key === "Escape") return this.#onEscape(event); // wherever a person has put it
    const target = event.target instanceof Element ? event.target : document.body;
    const { code, key, repeat, ctrlKey, metaKey, altKey, shiftKey } = event;
    const altGraph = event.getModifierState?.("AltGraph") ?? false;
    const press = { code, key, repeat, ctrlKey, metaKey, altKey, shiftKey, altGraph };
    const action = actionOf(press, {
      typing: target.closest(TEXT) !== null,
      covered: isCovered(),
      singleKeys: this.#call.preferences.settings.value.keys,
    });
    if (action === null) return;
    event.preventDefault();
    this.#run(action);
  };

  up = (event: KeyboardEvent): void => {
    if (event.code === "Space") this.letGo();
  };

  close(): void {
    this.letGo();
    this.#switches.close();
  }

  /** However the key comes up, or does not: the microphone is never left open. */
  letGo = (): void => {
    const held = this.#holding;
    this.#holding = null;
    this.#switches.noteOwn();
    if (held !== null) void this.#call.media[held](false);
  };

  /** Push-to-talk and push-to-mute, unless the space bar means something where the focus is. */
  #onSpace(event: KeyboardEvent): void {
    const { pushToTalk, pushToMute } = this.#call.preferences.settings.value;
    const isOn = this.#call.media.micOn.value;
    // While the key is down the state is its own doing.
    const wanted = this.#holding !== null || (isOn ? pushToMute : pushToTalk);
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.shiftKey;
    const target = event.target instanceof Element ? event.target : document.body;
    const pressable = target.closest(PRESSABLE);
    const free = target === document.body || pressable === null;
    if (!wanted || !plain || !free || isCovered()) return;
    event.preventDefault(); // the page must not scroll
    if (event.repeat || this.#holding !== null) return;
    this.#switches.noteOwn();
    this.#holding = isOn ? "hush" : "hold";
    void this.#call.media[this.#holding](true);
  }

  /** Closes the panel, if nothing lies over it. */
  #onEscape(event: KeyboardEvent): void {
    const { panels } = this.#call;
    if (panels.panel.value === null || isCovered()) return;
    event.preventDefault();
    panels.show(null);
  }

  #run(action: Action): void {
    const { panels, layout: stage, preferences } = this.#call;
    if (typeof action === "object") return stage.pinNumber(action.pin);
    switch (action) {
      case "mic":
      case "camera":
      case "screen":
      case "hand":
        return this.#switches.press(action);
      case "chat":
      case "people":
        return panels.toggle(action, { byKey: true });
      case "layout":
        return stage.setSpotlight(!preferences.settings.value.spotlight);
      case "full":
        return setFullScreen(document.fullscreenElement === null, document.documentElement);
      case "pip":
        return this.#targets.current.onFloat?.();
      case "react":
        return togglePopover(this.#targets.current.reactions.current);
      case "help":
        return panels.open("keys");
      case "pinSelf":
        return stage.pinNumber(0);
      case "regionNext":
      case "regionBack":
        return focusRegion(action === "regionNext" ? 1 : -1);
      default:
        action satisfies never;
    }
  }
}
