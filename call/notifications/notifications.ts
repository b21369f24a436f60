// Notifies a person of what happens in a call: by a toast, a screen reader, a sound.
import type { ReadonlySignal } from "@preact/signals-core";
import type { ChatLine, Member } from "../../protocol/shapes.ts";
import type { MembershipState } from "../membership/membership_state.ts";
import type { Chat } from "../chat/chat.ts";
import { plainId } from "../chat/message_ids.ts";
import type { Clock, Failure, Ports } from "../ports.ts";
import type { Preferences } from "../preferences.ts";
import { spokenText } from "../files/file_mark.ts";
import { Scope } from "../scope.ts";
import type { View } from "../view.ts";
import { Announcer } from "./announcer.ts";
import type { Notification, NotificationKind } from "./notification.ts";
import { membershipChanges } from "./membership_changes.ts";
import { type Sound, SoundLimiter } from "./sound_limiter.ts";
import { Toasts } from "./toasts.ts";

export interface NotificationsOptions {
  membership: View<MembershipState>;
  chat: View<Pick<Chat, "lines" | "open" | "newest">>;
  /** Where sounds are played. */
  speaker: ReadonlySignal<string | undefined>;
  preferences: Preferences;
  clock: Clock;
  audio: Ports["audio"];
}

/** Kinds that the chat's log shows, too: while it is open they need no toast. */
const LINES_OF_LOG: readonly NotificationKind[] = ["joined", "left", "renamed"];

/** Shows toasts, announces to screen readers, plays sounds; each as the settings say. */
export class Notifications {
  readonly #options: NotificationsOptions;
  readonly #scope = new Scope();
  #gate = new SoundLimiter();
  #members: readonly Member[] | null = null;
  /** Keys of texts that had their sound, or need none. */
  readonly #heard = new Set<string>();
  /** The newest place in the log on entering; null outside a call. */
  #enteredAt: number | null = null;
  #cutOff = false;
  readonly toasts: Toasts;
  readonly announcer: Announcer;

  constructor(options: NotificationsOptions) {
    this.#options = options;
    this.toasts = new Toasts(options.clock);
    this.announcer = new Announcer(options.clock);
    const { membership: { phase, online, members }, chat } = options;
    const inCall = () => phase.value === "call";
    this.#scope.watch(
      () => [inCall(), online.value] as const,
      ([isIn, isOnline]) => this.#onOnline(isIn, isOnline),
    );
    this.#scope.watch(() => inCall() ? members.value : null, (now) => this.#onMembers(now));
    this.#scope.watch(() => [inCall(), chat.lines.value] as const, ([isIn, lines]) => {
      if (isIn) return this.#onLines(lines);
      this.#heard.clear();
      this.#enteredAt = null;
    });
    this.#scope.watch(() => chat.open.value, (open) => {
      if (open) LINES_OF_LOG.forEach((kind) => this.toasts.withdraw(kind));
    });
  }

  dispose(): void {
    this.#scope.dispose();
  }

  /** Notifies of something that another part has found out. */
  notify(notification: Notification): void {
    if (notification.kind === "knock") this.#play("knock"); // a banner shows it for as long as they wait
    else this.toasts.show(notification);
    this.announcer.say(notification);
  }

  /** Tells why something that the person asked for is not done; null: it is. */
  tellFailure(outcome: Promise<Failure | null>): void {
    void outcome.then((why) => why === null || this.notify({ kind: "notDone", why }));
  }

  /** A banner says that the server is lost; that it is back would otherwise be seen only. */
  #onOnline(inCall: boolean, online: boolean): void {
    const cutOff = inCall && !online;
    if (this.#cutOff && !cutOff && inCall) this.notify({ kind: "back" });
    this.#cutOff = cutOff;
  }

  #onMembers(members: readonly Member[] | null): void {
    const { self } = this.#options.membership;
    const before = this.#members;
    this.#members = members;
    if (members === null) {
      this.toasts.clear();
      return this.announcer.clear();
    }
    if (before === null) return; // members who are there already have not joined now
    for (const notification of membershipChanges(before, members, self.value)) {
      if (notification.kind === "recording") this.#warn(notification);
      else this.#pass(notification);
    }
  }

  /** Of what everybody has to know, whatever their settings say; a banner shows it for as long as it lasts. */
  #warn(notification: Notification): void {
    this.announcer.say(notification);
    this.#play("hand");
  }

  #pass(notification: Notification): void {
    const { announceMembers, announceHands } = this.#options.preferences.settings.value;
    const isHand = notification.kind === "hand";
    const isRead = LINES_OF_LOG.includes(notification.kind) && this.#options.chat.open.value;
    if (!isRead) this.toasts.show(notification);
    if (isHand ? announceHands : announceMembers) this.announcer.say(notification);
    if (isHand || notification.kind === "joined" || notification.kind === "left") {
      this.#play(notification.kind);
    }
  }

  #onLines(lines: readonly ChatLine[]): void {
    const { membership: { self }, chat, preferences } = this.#options;
    // A log with a key is read line by line, long after one has entered.
    const enteredAt = this.#enteredAt ??= chat.newest;
    for (const line of lines) {
      // Not by place: what came without the server stands behind all that it tells later.
      const key = `${line.from.id} ${plainId(line.id)}`;
      if (line.kind !== "text" || this.#heard.has(key)) continue;
      this.#heard.add(key);
      const isRead = chat.open.value; // an open log speaks for itself
      if (line.seq <= enteredAt || isRead || line.from.id === self.value) continue;
      this.#play("message");
      const { announceChat } = preferences.settings.value;
      const { name } = line.from;
      if (announceChat) this.announcer.say({ kind: "message", name, text: spokenText(line.text) });
    }
  }

  #play(sound: Sound): void {
    const { audio, clock, membership, speaker, preferences } = this.#options;
    if (!preferences.settings.value.sounds) return;
    const allowed = this.#gate.mayPlay(sound, {
      now: clock.steady(),
      people: membership.count.value,
    });
    if (allowed) audio.play(sound, speaker.value);
  }
}
