// What can be said of a call's encryption, and nothing that is not so.
import { computed, type ReadonlySignal, signal } from "@preact/signals-core";
import type { MediaTransport } from "../transport/transport.ts";
import type { MembershipState } from "../membership/membership_state.ts";
import type { Clock, Secrets } from "../ports.ts";
import { Scope } from "../scope.ts";
import type { Connections } from "../transport/connections.ts";
import type { View } from "../view.ts";
import { SasExchange } from "./sas_exchange.ts";
import type { PeerVerification } from "./description_authenticator.ts";
import { type PageKeys, sasBits } from "./short_auth_string.ts";

/**
 * "alone": there is nobody to encrypt for. "checking": not everybody is connected yet. "proven": all
 * have shown that they have the room's key. "unverified": somebody has not. "phrase": there is no key, so
 * people have to compare the phrase; "compared": they did, and the keys are still those.
 */
export type EncryptionLevel =
  | "alone"
  | "checking"
  | "proven"
  | "unverified"
  | "phrase"
  | "compared";

/** Pages answer within a second; one that has not by then is older, or a cheat. In milliseconds. */
const TIMEOUT_MS = 4_000;

/** What people read to each other, and what it says is right. */
export interface ShortAuthString {
  bits: Uint8Array;
  /** Names of the keys that it was made of. */
  keys: ReadonlySet<string>;
  /** Whether all pages took part: without that it proves nothing. */
  complete: boolean;
}

export interface EncryptionStatusOptions {
  room: string;
  membership: View<MembershipState>;
  connections: View<Connections>;
  transport: Pick<MediaTransport, "encryption" | "messages">;
  secrets: Secrets;
  clock: Pick<Clock, "steady" | "after">;
}

/** Looks at the verdicts, and makes the room's phrase together with the other pages. */
export class EncryptionStatus {
  readonly status: ReadonlySignal<EncryptionLevel>;
  /** People had compared the words, and then a key changed or somebody came. */
  readonly changed: ReadonlySignal<boolean>;
  /** Most of the others have a key that this page lacks; one alone may have made it up. */
  readonly lacksKey: ReadonlySignal<boolean>;
  readonly #options: EncryptionStatusOptions;
  readonly #scope = new Scope();
  readonly #exchange: SasExchange;
  /** Grows when a key or a number is another. */
  readonly #version = signal(0);
  /** Keys that were compared: of whom, and which. */
  readonly #compared = signal<ReadonlySet<string>>(new Set());
  #waiting: (() => void)[] = [];

  constructor(options: EncryptionStatusOptions) {
    const { room, membership, connections, secrets, clock, transport: { messages } } = options;
    this.#options = options;
    this.#exchange = new SasExchange({
      ...{ room, secrets, clock },
      self: () => membership.self.value,
      tell: (id, part) => void messages.send(id, "words", part),
      onChange: () => this.#onChange(),
    });
    messages.on("words", (id, part) => this.#exchange.hear(id, part));
    messages.onReachable((id) => this.#exchange.reach(id));
    this.status = computed(() => {
      const status = statusOf(options);
      return status === "phrase" && this.#isCompared() ? "compared" : status;
    });
    this.lacksKey = computed(() => {
      const all = [...connections.verifications.value.values()];
      const count = (wanted: PeerVerification) => all.filter((one) => one === wanted).length;
      return count("keyed") > count("open");
    });
    this.changed = computed(() => this.#compared.value.size > 0 && this.status.value === "phrase");
    this.#scope.watch(() => {
      const { states, verifications, qualities } = connections;
      // A new path is a new key.
      void [membership.members.value, states.value, verifications.value, qualities.value];
      return membership.self.value !== null;
    }, (inCall) => inCall ? this.#look() : this.#forget());
  }

  dispose(): void {
    this.#scope.dispose();
  }

  /** Whether all pages took part in the words; without that they prove nothing. */
  get complete(): ReadonlySignal<boolean> {
    return this.#complete;
  }

  readonly #complete = computed(() => this.#version.value >= 0 && this.#exchange.numbers !== null);

  /**
   * The phrase; null while a connection is missing, or where the browser cannot make it. Where a
   * page does not take part its bits are of this page's own number: nobody reads the same.
   */
  async shortAuthString(): Promise<ShortAuthString | null> {
    const { room, secrets: { subtle } } = this.#options;
    if (this.#keys() === null || subtle === null) return null;
    await this.#whenComplete();
    const { numbers: all } = this.#exchange;
    const numbers = all ?? this.#exchange.some;
    const keys = this.#keys();
    if (keys === null) return null;
    const pages = keys.map(([id, key]): PageKeys => [id, key, numbers.get(id) ?? ""]);
    const bits = await sasBits({ room, pages, subtle });
    return bits && { bits, keys: new Set(keys.map(nameOf)), complete: all !== null };
  }

  /** People read each other these words, and they were the same: whoever came since is not meant. */
  confirm({ keys, complete }: ShortAuthString): void {
    if (complete) this.#compared.value = keys;
  }

  #isCompared(): boolean {
    void this.#version.value;
    const keys = this.#keys();
    const { value: compared } = this.#compared;
    return keys !== null && compared.size > 0 && keys.every((key) => compared.has(nameOf(key)));
  }

  #look(): void {
    const { membership, connections: { states, verifications } } = this.#options;
    const others = present(membership).filter(({ id }) =>
      states.value.get(id) === "connected" && verifications.value.get(id) === "open"
    );
    const pages = JSON.stringify([this.#keys(), others.map(({ id, epoch }) => [id, epoch])]);
    this.#exchange.update(others.map(({ id }) => id), pages);
    this.#onChange();
  }

  #forget(): void {
    this.#compared.value = new Set();
    this.#exchange.update([], "");
  }

  #onChange(): void {
    this.#version.value++;
    if (this.#exchange.numbers !== null) this.#waiting.splice(0).forEach((done) => done());
  }

  #whenComplete(): Promise<void> {
    if (this.#exchange.numbers !== null) return Promise.resolve();
    return new Promise((done) => {
      this.#waiting.push(done);
      this.#options.clock.after(TIMEOUT_MS, done);
    });
  }

  /** Id and fingerprint of everybody who is here; null while one is not known. */
  #keys(): [id: string, fingerprint: string][] | null {
    const { membership, transport } = this.#options;
    const self = membership.self.value;
    if (self === null) return null;
    const encryption = transport.encryption();
    if (encryption.kind !== "pairwise" || encryption.pages === null) return null;
    const known = new Map(encryption.pages.map(({ id, fingerprint }) => [id, fingerprint]));
    const keys = [self, ...present(membership).map(({ id }) => id)]
      .flatMap((id): [string, string][] => {
        const fingerprint = known.get(id);
        return fingerprint === undefined ? [] : [[id, fingerprint]];
      });
    return keys.length === present(membership).length + 1 ? keys : null;
  }
}

function nameOf([id, key]: [id: string, fingerprint: string]): string {
  return `${id} ${key.toLowerCase()}`;
}

function present({ members, self }: View<MembershipState>) {
  return members.value.filter(({ id, away }) => !away && id !== self.value);
}

function statusOf(
  { membership, connections }: Pick<EncryptionStatusOptions, "membership" | "connections">,
): EncryptionLevel {
  const { states, verifications } = connections;
  const others = present(membership).map(({ id }) => id);
  const said = others.map((id) => verifications.value.get(id));
  if (others.length === 0) return "alone";
  if (said.some((one) => one === "forged" || one === "unproven" || one === "keyed")) {
    return "unverified";
  }
  if (others.some((id) => states.value.get(id) !== "connected")) return "checking";
  if (said.every((one) => one === "proven")) return "proven";
  return said.every((one) => one === "open") ? "phrase" : "checking";
}
