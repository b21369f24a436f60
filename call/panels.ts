// The open panel and the open dialog: at most one of each.
import { computed, type ReadonlySignal, signal } from "@preact/signals-core";

/** Beside the stage. */
export type PanelName = "chat" | "people";
/** Over everything. */
export type DialogName =
  | "settings"
  | "keys"
  | "invite"
  | "room"
  | "safety"
  | "name"
  | "files"
  | "stats";

export interface PanelsOptions {
  /** The chat counts what is unread by it. */
  chatOpen: ReadonlySignal<boolean>;
  setChatOpen(open: boolean): void;
}

/** Opens and closes them. */
export class Panels {
  #people = signal(false);
  #dialog = signal<DialogName | null>(null);
  #byKey = false;
  /** Opens and closes each panel beside the stage. */
  readonly #setters: Readonly<Record<PanelName, (open: boolean) => void>>;
  /** The panel that is open. */
  readonly panel: ReadonlySignal<PanelName | null>;

  constructor(options: PanelsOptions) {
    this.#setters = {
      people: (open) => this.#people.value = open,
      chat: options.setChatOpen,
    };
    this.panel = computed(() =>
      options.chatOpen.value ? "chat" : this.#people.value ? "people" : null
    );
  }

  get dialog(): ReadonlySignal<DialogName | null> {
    return this.#dialog;
  }

  /** Whether it was opened by a key, so that the focus belongs inside; true once. */
  takeFocus(): boolean {
    const wanted = this.#byKey;
    this.#byKey = false;
    return wanted;
  }

  show(panel: PanelName | null): void {
    this.#byKey = false;
    for (const [name, set] of Object.entries(this.#setters)) set(name === panel);
  }

  /** Opens or closes this one; another one that is open is not closed. */
  set(panel: PanelName, open: boolean): void {
    if (open) this.show(panel);
    else if (this.panel.value === panel) this.show(null);
  }

  toggle(panel: PanelName, { byKey = false }: { byKey?: boolean } = {}): void {
    this.set(panel, this.panel.value !== panel);
    this.#byKey = byKey;
  }

  open(dialog: DialogName): void {
    this.#dialog.value = dialog;
  }

  closeDialog(): void {
    this.#dialog.value = null;
  }

  /** The call is over. */
  reset(): void {
    this.show(null);
    this.#dialog.value = null;
  }
}
