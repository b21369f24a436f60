// Fetches the sharing of files when it is needed: a call in which nobody shares one does without it.
import { computed, type ReadonlySignal, signal } from "@preact/signals-core";
import type { Ports } from "../ports.ts";
import type { Scope } from "../scope.ts";
import { DEFAULT_FILE_LIMIT } from "../../protocol/limits.ts";
import type { Connections } from "../transport/connections.ts";
import type { View } from "../view.ts";
import { FILE_MARK } from "./file_mark.ts";
import { mayOffer } from "./file_rights.ts";
import type { Files } from "./files.ts";
import type { FilesOptions } from "./files_options.ts";

export interface FileSharingOptions extends Pick<FilesOptions, "room" | "transport" | "chat"> {
  ports: Pick<Ports, "clock" | "store" | "secrets" | "files" | "onError">;
  scope: Scope;
  membership: FilesOptions["membership"] & { online: ReadonlySignal<boolean> };
  connections: Pick<View<Connections>, "trips">;
}

export class FileSharing {
  readonly #options: FileSharingOptions;
  readonly #files = signal<Files | null>(null);
  readonly #limit = signal(0);
  #loading: Promise<Files | null> | null = null;

  constructor(options: FileSharingOptions) {
    const { scope, chat, membership: { online } } = options;
    this.#options = options;
    const isAnnounced = () =>
      chat.lines.value.some((line) => line.kind === "text" && line.text.startsWith(FILE_MARK));
    // A line may come from another page while nothing can be fetched.
    scope.watch(() => isAnnounced() && online.value, (is) => is && void this.load());
  }

  /** Null until it is loaded. */
  get files(): ReadonlySignal<Files | null> {
    return this.#files;
  }

  /** "off": the server lets nobody share files; "insecure": cryptography needs https. */
  get availability(): "on" | "off" | "insecure" {
    if (this.#limit.value === 0) return "off";
    return this.#options.ports.secrets.subtle === null ? "insecure" : "on";
  }

  /** Whether this person may share files now. */
  get isAllowed(): boolean {
    const { membership } = this.#options;
    const authors = new Set([membership.self.value ?? ""]);
    return this.availability === "on" && mayOffer(authors, membership);
  }

  /** The server has let this page in. A server of before says nothing of files. */
  joined({ fileLimit = DEFAULT_FILE_LIMIT }: { fileLimit?: number }): void {
    this.#limit.value = fileLimit;
  }

  /** Null if this page may not share files, or a part of it did not come, which the next call asks for. */
  load(): Promise<Files | null> {
    return this.#loading ??= this.#load().catch((error) => {
      this.#loading = null;
      this.#options.ports.onError(error);
      return null;
    });
  }

  async #load(): Promise<Files | null> {
    const { ports: { secrets: { subtle }, files, ...rest }, ...options } = this.#options;
    const { membership, scope, connections } = options;
    if (subtle === null) return null;
    const [module, ports] = await Promise.all([import("./files.ts"), files()]);
    const made = new module.Files({
      ...{ ...this.#options, ...rest, subtle, ports, signals: { signal, computed } },
      mayOffer: (authors) => this.#limit.value > 0 && mayOffer(authors, membership),
      limit: this.#limit,
      pathTrip: (id) => connections.trips.get(id) ?? null,
    });
    scope.add(() => made.dispose());
    return this.#files.value = made;
  }
}
