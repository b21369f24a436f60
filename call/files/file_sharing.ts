// Fetches the sharing of files when it is needed: a call in which nobody shares one does without it.
import { computed, type ReadonlySignal, signal } from "@preact/signals-core";
import type { Ports } from "../ports.ts";
import type { Scope } from "../scope.ts";
import { DEFAULT_FILE_LIMIT } from "../../protocol/limits.ts";
import type { Preferences } from "../preferences.ts";
import type { Connections } from "../transport/connections.ts";
import { filesWithin, uplinkOf } from "../transport/traffic_limits.ts";
import { FILE_MARK } from "./file_mark.ts";
import { mayOffer } from "./file_rights.ts";
import type { Files } from "./files.ts";
import type { FilesOptions } from "./files_options.ts";

export interface FileSharingOptions extends Pick<FilesOptions, "room" | "transport" | "chat"> {
  ports: Pick<Ports, "clock" | "store" | "secrets" | "files" | "onError">;
  scope: Scope;
  membership: FilesOptions["membership"] & { online: ReadonlySignal<boolean> };
  connections: Pick<Connections, "trips" | "serving">;
  preferences: Preferences;
}

/** What did not come is asked for again after so long, in milliseconds. */
const AGAIN_MS = 15_000;

export class FileSharing {
  readonly #options: FileSharingOptions;
  readonly #files = signal<Files | null>(null);
  readonly #limit = signal(0);
  /** The server answers, and the part of the page that knows of files did not come. */
  readonly #isMissing = signal(false);
  #loading: Promise<Files | null> | null = null;

  constructor(options: FileSharingOptions) {
    const { scope, membership: { online } } = options;
    this.#options = options;
    // A line may come from another page while nothing can be fetched.
    scope.watch(() => this.#isAnnounced && online.value, (is) => is && void this.load());
  }

  /** Null until it is loaded. */
  get files(): ReadonlySignal<Files | null> {
    return this.#files;
  }

  /**
   * "off": the server lets nobody share files; "insecure": cryptography needs https; "missing": what
   * shares them could not be fetched.
   */
  get availability(): "on" | "off" | "insecure" | "missing" {
    if (this.#limit.value === 0) return "off";
    if (this.#options.ports.secrets.subtle === null) return "insecure";
    return this.#isMissing.value ? "missing" : "on";
  }

  /** Whether this person may share files now. */
  get isAllowed(): boolean {
    const { membership } = this.#options;
    const authors = new Set([membership.self.value ?? ""]);
    const { availability } = this; // who chooses a file asks for what is missing once more
    return (availability === "on" || availability === "missing") && mayOffer(authors, membership);
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
      this.#askAgain();
      return null;
    });
  }

  get #isAnnounced(): boolean {
    return this.#options.chat.lines.value.some((line) =>
      line.kind === "text" && line.text.startsWith(FILE_MARK)
    );
  }

  /** Without a network it is asked for when there is one again. */
  #askAgain(): void {
    const { scope, ports: { clock }, membership: { online } } = this.#options;
    this.#isMissing.value = online.peek();
    scope.clock(clock).after(AGAIN_MS, () => this.#isAnnounced && void this.load());
  }

  async #load(): Promise<Files | null> {
    const { ports: { secrets: { subtle }, files, ...rest }, ...options } = this.#options;
    const { membership, scope, connections, preferences } = options;
    if (subtle === null) return null;
    const [module, ports] = await Promise.all([import("./files.ts"), files()]);
    const made = new module.Files({
      ...{ ...this.#options, ...rest, subtle, ports, signals: { signal, computed } },
      mayOffer: (authors) => this.#limit.value > 0 && mayOffer(authors, membership),
      limit: this.#limit,
      pathTrip: (id) => connections.trips.get(id) ?? null,
      most: () => filesWithin(uplinkOf(preferences.settings.peek())),
      onBusy: (count) => void (connections.serving.value = count),
    });
    scope.add(() => made.dispose());
    this.#isMissing.value = false;
    return this.#files.value = made;
  }
}
