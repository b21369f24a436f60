// What is being written: kept while the panel is closed, while the line is down, over a reload.
import { computed, type ReadonlySignal, signal } from "@preact/signals-core";
import type { Store } from "../ports.ts";
import { safeStore } from "../safe_ports.ts";
import { isTooLong, MAX_PIECES } from "./split_message.ts";

/** What the text is for: something new, an answer, other words for an own message. */
export type Purpose =
  | { kind: "new" }
  | { kind: "reply"; to: string; name: string; quote: string }
  | { kind: "edit"; target: string };

/** Letters that are kept over a reload. What is longer cannot be said: what was there before stays. */
const MAX_KEPT = 20_000;

const NEW: Purpose = { kind: "new" };

/** The one text that a person is writing in a room. */
export class Draft {
  #store: Store;
  #key: string;
  #text = signal("");
  #purpose = signal<Purpose>(NEW);

  /** The text is more than may be said at once; an edit stays one message. */
  readonly isTooLong: ReadonlySignal<boolean>;

  /** `seals` tells whether the words travel encrypted: less of them fits into a message then. */
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
    if (this.#purpose.value.kind === "edit") return; // the old words are no draft
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

  /** Sent, or given up. An edit that is given up brings back what was written before. */
  done(): void {
    const wasEdit = this.#purpose.value.kind === "edit";
    this.#purpose.value = NEW;
    if (wasEdit) this.#text.value = this.#store.get("page", this.#key) ?? "";
    else this.write("");
  }

  /** An answer becomes something new, an edit is given up; a text that was begun stays. */
  cancel(): void {
    this.#leaveEdit();
    this.#purpose.value = NEW;
  }

  #leaveEdit(): void {
    if (this.#purpose.value.kind === "edit") this.done();
  }
}
