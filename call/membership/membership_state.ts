// What is known of a room and of this person's place in it.
import { computed, type ReadonlySignal, signal } from "@preact/signals-core";
import type { Requests } from "../../protocol/events.ts";
import type { Rules } from "../../protocol/roles.ts";
import type { Author, Member } from "../../protocol/shapes.ts";
import type { Failure, SignalingClient } from "../ports.ts";
import type { ConnectionProblem } from "../signaling_client/connection_problem.ts";
import type { Connections } from "../transport/connections.ts";

/**
 * lobby → joining → call → left; from joining also → waiting (to be admitted), and back afterwards;
 * from call also → replaced (a newer page took the seat), removed (by a host), ended (for everybody).
 * Losing the server does not change the phase: media go on, and `online` is false.
 */
export type Phase =
  | "lobby"
  | "joining"
  | "waiting"
  | "call"
  | "left"
  | "replaced"
  | "removed"
  | "ended";

/** `Membership` alone writes here. */
export class MembershipState {
  readonly phase = signal<Phase>("lobby");
  /** The page reacts to presses from now on. The server renders it before that. */
  readonly ready = signal(false);
  /** Why the last join was refused. */
  readonly refusal = signal<Failure | null>(null);
  /** The last rejoin was refused as no page of the server's version would be. */
  readonly misunderstood = signal(false);
  /** The server is there, and has left the last rejoins without an answer. */
  readonly unanswered = signal(false);
  readonly name = signal<string | null>(null);
  /** The own member id. */
  readonly self = signal<string | null>(null);
  readonly members = signal<readonly Member[]>([]);
  /** Null in an open room. */
  readonly rules = signal<Rules | null>(null);
  /** The host who removed this person, or ended the call. */
  readonly endedBy = signal<Author | null>(null);
  /** How many people are inside, for the lobby; null until the server has answered. */
  readonly watched = signal<Requests["room:watch"]["reply"] | null>(null);
  /** The date when the call was entered, in milliseconds since 1970. */
  readonly enteredAt = signal<number | null>(null);
  /** The same by the steady clock, which nobody sets while the call lasts. */
  readonly begun = signal<number | null>(null);
  /** How long the last call lasted, in milliseconds; null before it ended. */
  readonly lasted = signal<number | null>(null);
  /** Most people who were in the call at the same time, this person included. */
  readonly peakCount = signal(1);
  /** Whether the server can be reached right now. */
  readonly online: ReadonlySignal<boolean>;
  /** Why not, once that has lasted for some seconds. */
  readonly problem: ReadonlySignal<ConnectionProblem | null>;
  /** The server does not understand this page: it is of another version. */
  readonly outdated: ReadonlySignal<boolean>;
  /** People in the room who are really there, this person included. */
  readonly count: ReadonlySignal<number>;
  readonly me = computed(() => this.members.value.find(({ id }) => id === this.self.value) ?? null);

  constructor(
    { connected, outdated, problem }: Pick<SignalingClient, "connected" | "outdated" | "problem">,
    connections: Connections,
  ) {
    this.online = connected;
    this.problem = problem;
    this.outdated = computed(() => outdated.value || this.misunderstood.value);
    this.count = computed(() =>
      this.members.value.filter((member) => !connections.isLost(member)).length
    );
  }
}
