// Watches for two devices in one room; what does so is fetched once a call of several is under way.
import type { OwnDevices } from "../media/own_devices.ts";
import type { MembershipState } from "../membership/membership_state.ts";
import type { Notification } from "../notifications/notification.ts";
import type { Clock } from "../ports.ts";
import type { Preferences } from "../preferences.ts";
import { LazyPart } from "../lazy_part.ts";
import type { Scope } from "../scope.ts";
import type { MessageBus } from "../transport/message_bus.ts";
import type { View } from "../view.ts";
import type { HowlingGuard } from "./howling_guard.ts";
import type { Volumes } from "./volumes.ts";

/** Nothing is fetched while a call is so young, in milliseconds. */
const YOUNG_MS = 8_000;

export interface SameRoomOptions {
  scope: Scope;
  clock: Pick<Clock, "steady">;
  preferences: Preferences;
  membership: View<Pick<MembershipState, "members" | "self" | "phase">>;
  media: Pick<View<OwnDevices>, "flags" | "switchOff">;
  volumes: Pick<Volumes, "setMuted">;
  messages: MessageBus;
  notify(notification: Notification): void;
}

/** Fed with the levels that are sampled anyway. */
export class SameRoom {
  readonly #options: SameRoomOptions;
  readonly #guard: LazyPart<HowlingGuard>;
  #begunAt: number | null = null;

  constructor(options: SameRoomOptions) {
    this.#options = options;
    const { scope, clock, media, membership, messages, notify, volumes } = options;
    this.#guard = new LazyPart(async () => {
      const { HowlingGuard } = await import("./howling_guard.ts");
      return () =>
        new HowlingGuard({
          ...{ clock, messages, notify },
          self: () => membership.self.peek(),
          nameOf: (id) => membership.members.peek().find((one) => one.id === id)?.name ?? "",
          silence: (id) => {
            media.switchOff("mic");
            volumes.setMuted(id, true);
          },
        });
    });
    messages.on("near", (id) => this.#guard.part?.heard(id));
    scope.watch(() => membership.phase.value === "call", () => {
      this.#guard.drop();
      this.#begunAt = null;
    });
  }

  /** Amplitudes from 0 to 1, by member id. */
  note(levels: ReadonlyMap<string, number>): void {
    const { clock, media, membership, preferences } = this.#options;
    // Of music and of a microphone that is off nothing follows.
    const isOff = !media.flags.peek().mic || preferences.settings.peek().music;
    if (membership.phase.peek() !== "call" || levels.size < 2 || isOff) return;
    const now = clock.steady();
    this.#begunAt ??= now;
    if (now - this.#begunAt >= YOUNG_MS) this.#guard.want()?.note(levels);
  }
}
