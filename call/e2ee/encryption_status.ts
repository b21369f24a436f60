// How a call is encrypted, and the short authentication string that people compare.
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
 * "alone": nobody else is here. "checking": not everybody is connected yet. "proven": everybody has
 * proved that they have the room's key. "unverified": somebody has not. "phrase": there is no room key,
 * so people must compare the words; "compared": they did, and the keys have not changed since.
 * "forwarded": there is no room key, and an SFU forwards the call, which could listen.
 */
export type EncryptionLevel =
  | "alone"
  | "checking"
  | "proven"
  | "unverified"
  | "phrase"
  | "compared"
  | "forwarded";

/** Pages answer within a second; one that has not by then is older, or dishonest. In milliseconds. */
const TIMEOUT_MS = 4_000;

/** The words that people read to each other, as bits, and the keys that they confirm. */
export interface ShortAuthString {
  bits: Uint8Array;
  /** Names of the keys that it is derived from. */
  keys: ReadonlySet<string>;
  /** Whether all pages took part: otherwise it proves nothing. */
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

/** Follows the verifications, and makes the short authentication string with the other pages. */
export class EncryptionStatus {
  readonly status: ReadonlySignal<EncryptionLevel>;
  /** After people compared the words a key changed or somebody joined. */
  readonly changed: ReadonlySignal<boolean>;
  /** Most of the others have a key that this page lacks; a single member may have made it up. */
  readonly lacksKey: ReadonlySignal<boolean>;
  readonly #options: EncryptionStatusOptions;
  readonly #scope = new Scope();
  readonly #exchange: SasExchange;
  /** Grows whenever a key or a random number changes. */
  readonly #version = signal(0);
  /** Names of the keys that people have compared. */
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
      // A new connection may have a new key.
      void [membership.members.value, states.value, verifications.value, qualities.value];
      return membership.self.value !== null;
    }, (inCall) => inCall ? this.#look() : this.#forget());
  }

  dispose(): void {
    this.#scope.dispose();
  }

  /** Whether all pages took part in the words; otherwise they prove nothing. */
  get complete(): ReadonlySignal<boolean> {
    return this.#complete;
  }

  readonly #complete = computed(() => this.#version.value >= 0 && this.#exchange.numbers !== null);

  /**
   * Null while a connection is missing, or if the browser cannot make it. If a page does not take part,
   * its bits come from this page's number alone, so nobody else reads the same words.
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

  /** People have compared these words, and they were the same: this confirms the keys in them alone. */
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

  /** Id and fingerprint of every present member; null while one is unknown. */
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
  const { states, verifications, forwarded } = connections;
  const others = present(membership).map(({ id }) => id);
  const said = others.map((id) => verifications.value.get(id));
  if (others.length === 0) return "alone";
  if (said.some((one) => one === "forged" || one === "unproven" || one === "keyed")) {
    return "unverified";
  }
  if (forwarded.value === "readable") return "forwarded";
  if (others.some((id) => states.value.get(id) !== "connected")) return "checking";
  if (said.every((one) => one === "proven")) return "proven";
  return said.every((one) => one === "open") ? "phrase" : "checking";
}
