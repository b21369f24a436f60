// What can be said of a call's encryption, and nothing that is not so.
import { computed, type ReadonlySignal } from "@preact/signals-core";
import type { Links } from "../links/links.ts";
import type { CallView } from "../model.ts";
import type { Secrets } from "../ports.ts";
import { type Page, phraseBits } from "./phrase.ts";

/**
 * "alone": there is nobody to encrypt for. "checking": not everybody is connected yet. "proven": all
 * have shown that they have the room's key. "doubt": somebody has not. "phrase": there is no key, so
 * people have to compare the phrase.
 */
export type SafetyStatus = "alone" | "checking" | "proven" | "doubt" | "phrase";

export interface SafetyOptions {
  room: string;
  model: CallView;
  links: () => Pick<Links, "fingerprints">;
  secrets: Secrets;
}

/** Looks at the verdicts, and makes the room's phrase. */
export class Safety {
  readonly status: ReadonlySignal<SafetyStatus>;
  readonly #options: SafetyOptions;

  constructor(options: SafetyOptions) {
    this.#options = options;
    this.status = computed(() => statusOf(options.model));
  }

  /** Bits of the phrase; null while a connection is missing, or where the browser cannot make it. */
  async phrase(): Promise<Uint8Array | null> {
    const { room, secrets: { subtle } } = this.#options;
    const pages = this.#pages();
    return pages === null || subtle === null ? null : await phraseBits({ room, pages, subtle });
  }

  #pages(): Page[] | null {
    const { model, links } = this.#options;
    const self = model.room.self.value;
    if (self === null) return null;
    const known = links().fingerprints();
    const own = new Set([...known.values()].map((pair) => pair.own));
    const others = present(model).map(({ id }): Page | null => {
      const theirs = known.get(id)?.theirs;
      return theirs ? [id, theirs] : null;
    });
    const [mine] = own;
    if (own.size !== 1 || !mine || others.some((page) => page === null)) return null;
    return [[self, mine], ...others.filter((page) => page !== null)];
  }
}

function present({ room }: CallView) {
  return room.members.value.filter(({ id, away }) => !away && id !== room.self.value);
}

function statusOf(model: CallView): SafetyStatus {
  const { links, verdicts } = model.room;
  const others = present(model).map(({ id }) => id);
  const said = others.map((id) => verdicts.value.get(id));
  if (others.length === 0) return "alone";
  if (said.some((one) => one === "forged" || one === "unproven" || one === "keyed")) return "doubt";
  if (others.some((id) => links.value.get(id) !== "connected")) return "checking";
  if (said.every((one) => one === "proven")) return "proven";
  return said.every((one) => one === "open") ? "phrase" : "checking";
}
