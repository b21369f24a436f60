// What a host can do to a room and to those in it. The server decides whether it is done.
import { computed, type ReadonlySignal, signal } from "@preact/signals-core";
import type { Right } from "../../protocol/rights.ts";
import type { Invitation, Role, Rules, Wait, Waiting } from "../../protocol/roles.ts";
import type { Member } from "../../protocol/shapes.ts";
import type { MembershipState } from "../membership/membership_state.ts";
import type { Notification } from "../notifications/notification.ts";
import type { Failure, Outcome, SignalingClient } from "../ports.ts";
import { Scope } from "../scope.ts";
import type { View } from "../view.ts";
import { may } from "./permissions.ts";

export interface ModerationOptions {
  signaling: SignalingClient;
  membership: View<MembershipState>;
  notify(notification: Notification): void;
}

type RuleChange = { locked: boolean } | { right: Right; given: boolean };

/** Intents of hosts. Each answers why it was not done, or null. */
export class Moderation {
  readonly #signaling: SignalingClient;
  readonly #membership: View<MembershipState>;
  readonly #scope = new Scope();
  readonly #isHost: ReadonlySignal<boolean>;
  readonly #moderates: ReadonlySignal<boolean>;
  readonly #waiting = signal<readonly Waiting[]>([]);
  readonly #wait = signal<Wait | null>(null);
  /** Asked for and not answered yet, oldest first. */
  #changing: readonly RuleChange[] = [];

  constructor({ signaling, membership, notify }: ModerationOptions) {
    this.#signaling = signaling;
    this.#membership = membership;
    this.#isHost = computed(() => membership.me.value?.role === "host");
    this.#moderates = computed(() => {
      const hostIsHere = membership.members.value.some(({ role, away }) =>
        role === "host" && !away
      );
      return this.#isHost.value || (membership.me.value?.role === "deputy" && !hostIsHere);
    });
    this.#scope.add(
      signaling.onEvent("admission:waiting", ({ waiting }) => {
        const known = new Set(this.#waiting.value.map(({ id }) => id));
        this.#waiting.value = waiting;
        for (const { id, name } of waiting) if (!known.has(id)) notify({ kind: "knock", name });
      }),
      signaling.onEvent("admission:pending", (wait) => this.#wait.value = wait),
    );
    this.#scope.watch(() => membership.phase.value, (phase) => {
      if (phase !== "call") this.#waiting.value = [];
    });
  }

  dispose(): void {
    this.#scope.dispose();
  }

  /** Whether this person decides in this room. */
  get isHost(): ReadonlySignal<boolean> {
    return this.#isHost;
  }

  /** Whether this person keeps order: a host, or a deputy while no host is there. */
  get moderates(): ReadonlySignal<boolean> {
    return this.#moderates;
  }

  /** Who waits to be let in; empty for those who may not do it. */
  get waiting(): ReadonlySignal<readonly Waiting[]> {
    return this.#waiting;
  }

  /** Why this person waits to be let in, as the server told last; null before it did. */
  get wait(): ReadonlySignal<Wait | null> {
    return this.#wait;
  }

  /** Lets one of those who wait in, or all (null). */
  admit(id: string | null): Promise<Failure | null> {
    return why(this.#signaling.request("admission:answer", { id, admit: true }));
  }

  /** Sends one of those who wait away. */
  refuse(id: string): Promise<Failure | null> {
    return why(this.#signaling.request("admission:answer", { id, admit: false }));
  }

  setLocked(locked: boolean): Promise<Failure | null> {
    return this.#setRules({ locked });
  }

  /** Gives everybody who is no host a right, or takes it away. */
  setRight(right: Right, given: boolean): Promise<Failure | null> {
    return this.#setRules({ right, given });
  }

  /** Null for no password. */
  setPassword(password: string | null): Promise<Failure | null> {
    return why(this.#signaling.request("room:password", { password }));
  }

  /** Asks one, or all others (null), to switch the microphone off. */
  mute(id: string | null): Promise<Failure | null> {
    return why(this.#signaling.request("member:mute", { id }));
  }

  /** Asks one to switch the microphone on, and lets them if they may not. */
  unmute(id: string): Promise<Failure | null> {
    return why(this.#signaling.request("member:unmute", { id }));
  }

  /** Stops one's shared screen. */
  unshare(id: string): Promise<Failure | null> {
    return why(this.#signaling.request("member:unshare", { id }));
  }

  /** Lowers one hand, or all (null). */
  lower(id: string | null): Promise<Failure | null> {
    return why(this.#signaling.request("member:lower", { id }));
  }

  /** Whether a member has a right, by the rules or by what is theirs alone. */
  hasRight(member: Pick<Member, "role" | "rights">, right: Right): boolean {
    return may(right, { rules: this.#membership.rules.value, ...member });
  }

  /** Gives one person a right, or takes it away. What is as for all anyway is not theirs alone. */
  setOwnRight(id: string, right: Right, given: boolean): Promise<Failure | null> {
    const { rules, members } = this.#membership;
    const { [right]: _, ...others } = members.value.find((member) => member.id === id)?.rights ??
      {};
    const isAsForAll = rules.value?.rights[right] === given;
    const rights = isAsForAll ? others : { ...others, [right]: given };
    return why(this.#signaling.request("member:rights", { id, rights }));
  }

  setRole(id: string, role: Role): Promise<Failure | null> {
    return why(this.#signaling.request("member:role", { id, role }));
  }

  remove(id: string): Promise<Failure | null> {
    return why(this.#signaling.request("member:remove", { id }));
  }

  /** Ends the call for everybody. */
  end(): Promise<Failure | null> {
    return why(this.#signaling.request("room:end", {}));
  }

  invite(
    wanted: { role: Role; hours: number; uses: number },
  ): Promise<Outcome<{ token: string; invitation: Invitation }>> {
    return this.#signaling.request("invite:make", wanted);
  }

  invitations(): Promise<Outcome<{ invitations: Invitation[] }>> {
    return this.#signaling.request("invite:list", {});
  }

  revoke(id: string): Promise<Failure | null> {
    return why(this.#signaling.request("invite:revoke", { id }));
  }

  /** Rules travel whole: as they are, with every change of one's own that is still on its way. */
  #setRules(change: RuleChange): Promise<Failure | null> {
    const rules = this.#membership.rules.value;
    if (rules === null) return Promise.resolve("not-allowed");
    this.#changing = [...this.#changing, change];
    const wanted = this.#changing.reduce(changed, rules);
    const { locked, rights } = wanted;
    return why(this.#signaling.request("room:rules", { locked, rights })).finally(() => {
      this.#changing = this.#changing.filter((one) => one !== change);
    });
  }
}

function changed(rules: Rules, change: RuleChange): Rules {
  if ("locked" in change) return { ...rules, locked: change.locked };
  return { ...rules, rights: { ...rules.rights, [change.right]: change.given } };
}

async function why(outcome: Promise<Outcome<object>>): Promise<Failure | null> {
  const result = await outcome;
  return result.ok ? null : result.error;
}
