// The unsent message: kept while the panel is closed, while the server is away, over a reload.
import { computed, type ReadonlySignal, signal } from "@preact/signals-core";
import type { Store } from "../ports.ts";
import { safeStore } from "../safe_ports.ts";
import { isTooLong, MAX_PIECES } from "./split_message.ts";

/** What the text is for: a new message, a reply, an edit of an own message. */
export type Purpose =
  | { kind: "new" }
  | { kind: "reply"; to: string; name: string; quote: string }
  | { kind: "edit"; target: string };

/** Longest text that is kept over a reload. Longer text cannot be sent: the stored draft stays. */
const MAX_KEPT = 20_000;

const NEW: Purpose = { kind: "new" };

/** The draft of one room. */
export class Draft {
  #store: Store;
  #key: string;
  #text = signal("");
  #purpose = signal<Purpose>(NEW);

  /** Whether the text is too long to be sent; an edit must fit into one message. */
  readonly isTooLong: ReadonlySignal<boolean>;

  /** `seals` tells whether messages are encrypted: less text fits into one then. */
  constructor(
    { store, room, seals = () => false }: { store: Store; room: string; seals?: () => boolean },
  ) {
    this.#store = safeStore(store);
    this.#key = `draft:${room}`;
    this.#text.value = this.#store.get("page", this.#key) ?? "";
    this.isTooLong = computed(() =>
      isTooLong(this.#text.value.trim(), {
        sealed: seals(),
        pieces: this.#purpose.value.kind === "edit" ? 1 : MAX_PIECES,
      })
    );
  }

  get text(): ReadonlySignal<string> {
    return this.#text;
  }

  get purpose(): ReadonlySignal<Purpose> {
    return this.#purpose;
  }

  write(text: string): void {
    this.#text.value = text;
    if (this.#purpose.value.kind === "edit") return; // an edit is not kept
    if (text === "") this.#store.remove("page", this.#key);
    else if (text.length <= MAX_KEPT) this.#store.set("page", this.#key, text);
  }

  reply(to: string, { name, quote }: { name: string; quote: string }): void {
    this.#leaveEdit();
    this.#purpose.value = { kind: "reply", to, name, quote };
  }

  edit(target: string, words: string): void {
    this.#purpose.value = { kind: "edit", target };
    this.#text.value = words;
  }

  /** Sent or given up. After an edit the stored draft comes back. */
  done(): void {
    const wasEdit = this.#purpose.value.kind === "edit";
    this.#purpose.value = NEW;
    if (wasEdit) this.#text.value = this.#store.get("page", this.#key) ?? "";
    else this.write("");
  }

  /** Gives up an edit; a reply becomes a new message and keeps its text. */
  cancel(): void {
    this.#leaveEdit();
    this.#purpose.value = NEW;
  }

  #leaveEdit(): void {
    if (this.#purpose.value.kind === "edit") this.done();
  }
}
