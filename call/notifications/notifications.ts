// Watches a call and tells a person what is worth telling: on the screen, aloud, by a sound.
import { effect, untracked } from "@preact/signals-core";
import type { ChatLine, Member } from "../../protocol/shapes.ts";
import type { CallView } from "../model.ts";
import { plainId } from "../chat/message_ids.ts";
import type { Clock, Ports } from "../ports.ts";
import type { Preferences } from "../preferences.ts";
import { Announcer } from "./announcer.ts";
import type { Notification, NotificationKind } from "./notification.ts";
import { membershipChanges } from "./membership_changes.ts";
import { type Sound, SoundLimiter } from "./sound_limiter.ts";
import { Toasts } from "./toasts.ts";

export interface NotificationsOptions {
  model: CallView;
  preferences: Preferences;
  clock: Clock;
  audio: Ports["audio"];
}

/** What stands in the log of the chat, too: where that is open, no toast need tell it. */
const LINES_OF_LOG: readonly NotificationKind[] = ["joined", "left", "renamed"];

/** Toasts for eyes, announcements for screen readers, sounds for ears; each as it was set up. */
export class Notifications {
  #options: NotificationsOptions;
  #gate = new SoundLimiter();
  #members: readonly Member[] | null = null;
  /** Texts that were there when one came in, or were heard; null outside. */
  #heard: Set<string> | null = null;
  #cutOff = false;
  readonly toasts: Toasts;
  readonly announcer: Announcer;

  constructor(options: NotificationsOptions) {
    this.#options = options;
    this.toasts = new Toasts(options.clock);
    this.announcer = new Announcer(options.clock);
    const { room, chat, online } = options.model;
    effect(() => {
      const inCall = room.phase.value === "call";
      const cutOff = inCall && !online.value;
      untracked(() => this.#onLine(cutOff, inCall));
    });
    effect(() => {
      const { value: phase } = room.phase;
      const { value: members } = room.members;
      untracked(() => phase === "call" ? this.#onMembers(members) : this.#onOutside());
    });
    effect(() => {
      const { value: phase } = room.phase;
      const { value: lines } = chat.lines;
      untracked(() => {
        if (phase === "call") this.#onLines(lines);
        else this.#heard = null;
      });
    });
    effect(() => {
      if (chat.open.value) {
        untracked(() => LINES_OF_LOG.forEach((kind) => this.toasts.withdraw(kind)));
      }
    });
  }

  /** Tells something that is not found out here. */
  tell(notice: Notification): void {
    if (notice.kind === "knock") this.#play("knock"); // a banner shows it for as long as they wait
    else this.toasts.show(notice);
    this.announcer.say(notice);
  }

  /** A banner says that the server is lost; that it is back would otherwise be seen only. */
  #onLine(cutOff: boolean, inCall: boolean): void {
    if (this.#cutOff && !cutOff && inCall) this.tell({ kind: "back" });
    this.#cutOff = cutOff;
  }

  #onOutside(): void {
    this.#members = null;
    this.toasts.clear();
    this.announcer.clear();
  }

  #onMembers(members: readonly Member[]): void {
    const { room } = this.#options.model;
    const before = this.#members;
    this.#members = members;
    if (before === null) return; // whoever is here when one comes in is no news
    for (const notice of membershipChanges(before, members, room.self.value)) this.#pass(notice);
  }

  #pass(notice: Notification): void {
    const { announceMembers, announceHands } = this.#options.preferences.settings.value;
    const isHand = notice.kind === "hand";
    const isRead = LINES_OF_LOG.includes(notice.kind) && this.#options.model.chat.open.value;
    if (!isRead) this.toasts.show(notice);
    if (isHand ? announceHands : announceMembers) this.announcer.say(notice);
    if (isHand || notice.kind === "joined" || notice.kind === "left") this.#play(notice.kind);
  }

  #onLines(lines: readonly ChatLine[]): void {
    const { model: { room, chat }, preferences } = this.#options;
    const before = this.#heard;
    const heard = this.#heard = new Set(before);
    for (const line of lines) {
      // Not by place: what came without the server stands behind all that it tells later.
      const key = `${line.from.id} ${plainId(line.id)}`;
      if (line.kind !== "text" || heard.has(key)) continue;
      heard.add(key);
      const isRead = chat.open.value; // an open log speaks for itself
      if (before === null || isRead || line.from.id === room.self.value) continue;
      this.#play("message");
      const { announceChat } = preferences.settings.value;
      const { name } = line.from;
      if (announceChat) this.announcer.say({ kind: "message", name, text: line.text });
    }
  }

  #play(sound: Sound): void {
    const { audio, clock, model, preferences } = this.#options;
    if (!preferences.settings.value.sounds) return;
    const allowed = this.#gate.mayPlay(sound, { now: clock.steady(), people: model.count.value });
    if (allowed) audio.play(sound, model.local.speaker.value);
  }
}
