// Presence: raised hands, reactions, who is typing.
import { type ReadonlySignal, signal } from "@preact/signals-core";
import type { Reaction } from "../../protocol/reactions.ts";
import type { Clock, Failure, SignalingClient } from "../ports.ts";
import { Scope } from "../scope.ts";
import { AutoLowerHand, type HandState } from "./auto_lower_hand.ts";

/** A reaction that is being shown. */
export interface ShownReaction {
  id: number;
  member: string;
  reaction: Reaction;
}

/** So long a reaction is seen, in milliseconds. */
const SHOWN_MS = 4_000;
/** Reactions at the same time; more are only noise. */
const MOST_SHOWN = 12;
/** A member counts as typing for so long after their page last said so. */
const TYPING_MS = 5_000;
/** … and a page says so again after this long. */
const TYPING_EVERY_MS = 3_000;

export interface PresenceOptions {
  signaling: SignalingClient;
  clock: Pick<Clock, "steady" | "after">;
}

/** Sends the own hand, reactions and typing; keeps those of the others for as long as they are shown. */
export class Presence {
  readonly #options: PresenceOptions;
  readonly #scope = new Scope();
  readonly #hand = new AutoLowerHand();
  #shown = signal<readonly ShownReaction[]>([]);
  #typing = signal<ReadonlyMap<string, number>>(new Map());
  #made = 0;
  #saidTypingAt = -Infinity;

  constructor(options: PresenceOptions) {
    this.#options = options;
    const { signaling } = options;
    this.#scope.add(
      signaling.onEvent("member:reacted", ({ id, reaction }) => this.#show(id, reaction)),
      signaling.onEvent("member:typing", ({ id, on }) => this.#noteTyping(id, on)),
    );
  }

  /** Reactions that are seen now, oldest first. */
  get shown(): ReadonlySignal<readonly ShownReaction[]> {
    return this.#shown;
  }

  /** Ids of the others who are writing, to when that is true. */
  get typing(): ReadonlySignal<ReadonlyMap<string, number>> {
    return this.#typing;
  }

  /** Resolves with the reason why it was not done, or null; so do the next two. */
  async setHand(up: boolean): Promise<Failure | null> {
    const outcome = await this.#options.signaling.request("member:hand", { up });
    return outcome.ok ? null : outcome.error;
  }

  /** "Keep it up": raises the hand again that went down by itself. */
  keepHand(): Promise<Failure | null> {
    this.#hand.keep();
    return this.setHand(true);
  }

  async react(reaction: Reaction): Promise<Failure | null> {
    const outcome = await this.#options.signaling.request("member:react", { reaction });
    return outcome.ok ? null : outcome.error;
  }

  /** Lowers the own hand after its owner has long been speaking; true when it does so. */
  lowerHand(state: HandState): boolean {
    const lowers = this.#hand.shouldLower(state);
    if (lowers) void this.setHand(false);
    return lowers;
  }

  /** The person is typing; to be called at every change of the text. */
  async typed(text: string): Promise<void> {
    const { clock, signaling } = this.#options;
    const now = clock.steady();
    if (text.trim() === "") return await this.stopTyping();
    if (now - this.#saidTypingAt < TYPING_EVERY_MS) return;
    this.#saidTypingAt = now;
    await signaling.request("member:typing", { on: true });
  }

  /** The message was sent or given up. */
  async stopTyping(): Promise<void> {
    if (this.#saidTypingAt === -Infinity) return;
    this.#saidTypingAt = -Infinity;
    await this.#options.signaling.request("member:typing", { on: false });
  }

  /** A message of somebody came: they are not writing any more. */
  wrote(member: string): void {
    this.#noteTyping(member, false);
  }

  /** Another call begins. */
  clear(): void {
    this.#hand.reset();
    this.#shown.value = [];
    this.#typing.value = new Map();
    this.#saidTypingAt = -Infinity;
  }

  dispose(): void {
    this.#scope.dispose();
  }

  #show(member: string, reaction: Reaction): void {
    const id = ++this.#made;
    this.#shown.value = [...this.#shown.value, { id, member, reaction }].slice(-MOST_SHOWN);
    this.#options.clock.after(SHOWN_MS, () => {
      this.#shown.value = this.#shown.value.filter((shown) => shown.id !== id);
    });
  }

  #noteTyping(member: string, on: boolean): void {
    const { clock } = this.#options;
    const until = clock.steady() + TYPING_MS;
    const typing = new Map(this.#typing.value);
    if (on) typing.set(member, until);
    else if (!typing.delete(member)) return;
    this.#typing.value = typing;
    if (on) clock.after(TYPING_MS, () => this.#forget(member, until));
  }

  /** Unless it was said again meanwhile. */
  #forget(member: string, until: number): void {
    if (this.#typing.value.get(member) === until) this.#noteTyping(member, false);
  }
}
