// Files of a call: announced in the chat, fetched from whoever has them, served to whoever wants them.
import type { ReadonlySignal, Signal } from "@preact/signals-core";
import type { ChatLine, Member } from "../../protocol/shapes.ts";
import type { Rules } from "../../protocol/roles.ts";
import type { Clock, Store } from "../ports.ts";
import type { Scope } from "../scope.ts";
import type { MediaTransport } from "../transport/transport.ts";
import { type FileInfo, readAnnouncement, writeAnnouncement } from "./announcement.ts";
import { type Attachment, Attachments } from "./attachments.ts";
import { blobSource } from "./blob_source.ts";
import { Downloads, type Progress } from "./downloads.ts";
import type { FilePorts } from "./file_ports.ts";
import { type Held, HeldFiles, labelOf } from "./held_files.ts";
import { Holders } from "./holders.ts";
import { type SavedFile, SavedFiles, storedHashes } from "./saved_files.ts";
import type { Signals } from "./signals.ts";

export interface FilesOptions {
  room: string;
  subtle: SubtleCrypto;
  clock: Clock;
  store: Store;
  ports: FilePorts;
  transport: Pick<MediaTransport, "messages" | "openStream" | "onStream">;
  chat: { lines: ReadonlySignal<readonly ChatLine[]>; send(text: string): void };
  membership: {
    members: ReadonlySignal<readonly Member[]>;
    self: ReadonlySignal<string | null>;
    rules: ReadonlySignal<Rules | null>;
  };
  /** Whether one of these authors may share files now. */
  mayOffer(authors: ReadonlySet<string>): boolean;
  /** Bytes of the largest file that may be shared. */
  limit: number;
  scope: Scope;
  signals: Signals;
  onError(error: unknown): void;
}

/** What is known of one announced file. */
export interface FileStatus {
  /** "forbidden": who announced it may not; "here": this page has it whole. */
  state: "offered" | "forbidden" | "here" | Progress["phase"];
  progress: Progress | null;
  /** How many others in the room hold it. */
  holders: number;
  isOwn: boolean;
}

/** An announcement and who made it; the same file may be announced by several. */
interface Announced {
  info: FileInfo;
  authors: ReadonlySet<string>;
}

export class Files {
  /** Files that are being read before they are announced. */
  readonly attaching: ReadonlySignal<readonly Attachment[]>;
  readonly #options: FilesOptions;
  readonly #saved: SavedFiles;
  readonly #held: HeldFiles;
  readonly #holders: Holders;
  readonly #downloads: Downloads;
  readonly #attachments: Attachments;
  readonly #announced: Signal<ReadonlyMap<string, Announced>>;

  constructor(options: FilesOptions) {
    const { room, subtle, clock, store, ports, transport, signals, onError } = options;
    this.#options = options;
    this.#announced = signals.signal<ReadonlyMap<string, Announced>>(new Map());
    this.#saved = new SavedFiles(store, room);
    this.#held = new HeldFiles({
      signals,
      mayServe: (info) => this.#isAllowed(info.key),
      onChange: () => this.#holders.tellAll(),
    });
    this.#downloads = new Downloads({
      ...{ subtle, clock, store: ports.store, saved: this.#saved, signals, onError },
      open: (id, key) => transport.openStream(id, labelOf(key)),
      holdersOf: (key) => this.#isAllowed(key) ? this.#holders.of(key) : [],
      onUseless: (id, key) => this.#holders.forget(id, key),
      onDone: (info, { blob, hashes }) => {
        const source = blobSource(blob);
        this.#held.add({ info, blob, source, hashes, preview: null, isOwn: false });
        this.save(info);
      },
    });
    this.#attachments = new Attachments({
      ...{ subtle, clock, ports, saved: this.#saved, signals },
      limit: () => this.limit,
      onReady: (held) => this.#announce(held),
    });
    this.attaching = this.#attachments.all;
    this.#holders = new Holders({
      signals,
      messages: transport.messages,
      others: () => this.#others(),
      held: () => [...this.#held.all.value.keys()],
      onChange: () => this.#downloads.look(),
    });
    transport.onStream((id, stream) => this.#held.serve(id, stream));
    this.#follow();
  }

  /** Bytes of the largest file that may be shared. */
  get limit(): number {
    return this.#options.limit;
  }

  /** The call is over. */
  dispose(): void {
    this.#downloads.dispose();
  }

  /** Reads these and announces them in the chat. */
  attach(files: readonly File[]): void {
    this.#attachments.add(files);
  }

  /** Stops reading a file that is not announced yet, or takes its notice away. */
  dismiss(id: string): void {
    this.#attachments.dismiss(id);
  }

  /** Fetches a file, or goes on fetching it; whole, it is handed to the person. */
  download(info: FileInfo): void {
    if (this.#held.get(info.key) !== undefined) this.save(info);
    else if (this.#isAllowed(info.key)) this.#downloads.start(info);
  }

  pause(info: FileInfo): void {
    void this.#downloads.pause(info.key).catch(this.#options.onError);
  }

  /** Gives a download up, and forgets what had come of it. */
  cancel(info: FileInfo): void {
    void this.#downloads.cancel(info.key).catch(this.#options.onError);
  }

  /** Hands a file that is here to the person. */
  save({ key, name }: FileInfo): void {
    const held = this.#held.get(key);
    if (held !== undefined) this.#options.ports.save(held.blob, name);
  }

  /** Reading it follows its changes. */
  status({ key }: FileInfo): FileStatus {
    const held = this.#held.all.value.get(key);
    const progress = this.#downloads.progress.value.get(key) ?? null;
    const holders = [...this.#holders.said.value.values()].filter((has) => has.has(key)).length;
    const isOwn = held?.isOwn ?? false;
    const state = held !== undefined
      ? "here"
      : !this.#isAllowed(key)
      ? "forbidden"
      : progress?.phase ?? "offered";
    return { state, progress, holders, isOwn };
  }

  #follow(): void {
    const { chat, membership, scope, signals } = this.#options;
    const announced = signals.computed(() => announcedIn(chat.lines.value));
    scope.watch(() => announced.value, (now) => this.#compare(now));
    scope.watch(() => this.#others().join(), () => this.#holders.keepOnly(this.#others()));
    scope.watch(() => [membership.rules.value, membership.members.value], () => {
      this.#held.review();
      for (const key of this.#downloads.progress.value.keys()) {
        if (!this.#isAllowed(key)) void this.#downloads.pause(key).catch(this.#options.onError);
      }
    });
  }

  /** What no line announces any more is deleted; what an earlier page had is taken up again. */
  #compare(now: ReadonlyMap<string, Announced>): void {
    const before = this.#announced.value;
    this.#announced.value = now;
    for (const key of before.keys()) if (!now.has(key)) this.#forget(key);
    for (const [key, { info }] of now) {
      const saved = before.has(key) ? null : this.#saved.of(key);
      if (saved !== null) void this.#restore(info, saved).catch(this.#options.onError);
    }
  }

  #forget(key: string): void {
    const { ports: { store }, onError } = this.#options;
    const stored = this.#saved.of(key)?.stored ?? key;
    this.#held.remove(key);
    void this.#downloads.cancel(key).catch(onError);
    void store.remove(stored).catch(onError);
  }

  async #restore(info: FileInfo, saved: SavedFile): Promise<void> {
    const { key, size } = info;
    const { ports: { store }, subtle } = this.#options;
    if (this.#held.get(key) !== undefined) return;
    if (saved.phase === "loading") return this.#downloads.start(info);
    const blob = await store.get(saved.stored);
    if (saved.phase === "paused") return this.#downloads.showPaused(info, blob?.size ?? 0);
    const hashes = await storedHashes(store, { ...info, subtle });
    if (blob === null || blob.size !== size || hashes === null) {
      return this.#saved.remove(key);
    }
    const source = blobSource(blob);
    this.#held.add({ info, blob, source, hashes, preview: null, isOwn: saved.isOwn });
  }

  /** Whoever chooses a file again that they had announced only serves it again. */
  #announce(held: Held): void {
    const self = this.#options.membership.self.value ?? "";
    const known = this.#announced.value.get(held.info.key);
    this.#held.add(held);
    if (!known?.authors.has(self)) this.#options.chat.send(writeAnnouncement(held.info));
  }

  #isAllowed(key: string): boolean {
    const announced = this.#announced.value.get(key);
    return announced !== undefined && this.#options.mayOffer(announced.authors);
  }

  #others(): string[] {
    const { members, self } = this.#options.membership;
    return members.value.map(({ id }) => id).filter((id) => id !== self.value);
  }
}

function announcedIn(lines: readonly ChatLine[]): ReadonlyMap<string, Announced> {
  const all = new Map<string, Announced>();
  for (const line of lines) {
    const info = line.kind === "text" ? readAnnouncement(line.text) : null;
    if (info === null) continue;
    const known = all.get(info.key);
    const authors = new Set(known?.authors).add(line.from.id);
    all.set(info.key, { info: known?.info ?? info, authors });
  }
  return all;
}
