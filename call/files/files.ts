// Files of a call: announced in the chat, fetched from whoever has them, served to whoever wants them.
import type { ReadonlySignal, Signal } from "@preact/signals-core";
import { type Announced, announcedIn } from "./announced_files.ts";
import { type FileInfo, writeAnnouncement } from "./announcement.ts";
import { type Attachment, Attachments } from "./attachments.ts";
import { blobSource } from "./blob_source.ts";
import { carefulStore } from "./careful_store.ts";
import { Downloads } from "./downloads.ts";
import type { FileStatus } from "./file_status.ts";
import type { FilesOptions } from "./files_options.ts";
import { type Held, HeldFiles, labelOf } from "./held_files.ts";
import { HandOver } from "./hand_over.ts";
import { Holders } from "./holders.ts";
import { Previews } from "./previews.ts";
import { ServingPaces } from "./serving_paces.ts";
import { previewName, type SavedFile, SavedFiles, storedHashes } from "./saved_files.ts";

export class Files {
  /** Files that are being read before they are announced. */
  readonly attaching: ReadonlySignal<readonly Attachment[]>;
  readonly #options: FilesOptions;
  readonly #saved: SavedFiles;
  readonly #paces: ServingPaces;
  readonly #handOver: HandOver;
  readonly #held: HeldFiles;
  readonly #holders: Holders;
  readonly #downloads: Downloads;
  readonly #attachments: Attachments;
  readonly #previews: Previews;
  readonly #announced: Signal<ReadonlyMap<string, Announced>>;

  constructor(options: FilesOptions) {
    const { room, subtle, clock, store, transport, signals, onError } = options;
    const ports = { ...options.ports, store: carefulStore(options.ports.store, onError) };
    this.#options = { ...options, ports };
    this.#announced = signals.signal<ReadonlyMap<string, Announced>>(new Map());
    this.#saved = new SavedFiles(store, room);
    this.#handOver = new HandOver({ ports, onError });
    this.#paces = new ServingPaces({ ...options, messages: transport.messages });
    this.#held = new HeldFiles({
      signals,
      paceOf: (id) => this.#paces.of(id),
      mayServe: ({ key }) => this.#isAllowed(key),
      onChange: () => this.#holders.tellAll(),
    });
    this.#downloads = this.#makeDownloads();
    this.#previews = new Previews({
      ...{ subtle, clock, signals, show: (picture) => ports.show(picture) },
      open: (id, key) => transport.openStream(id, labelOf(key)),
      holdersOf: (key) => this.#holdersOf(key),
    });
    this.#attachments = new Attachments({
      ...{ subtle, clock, ports, saved: this.#saved, signals },
      limit: () => this.limit,
      onReady: (held) => this.#announce(held),
    });
    this.attaching = this.#attachments.all;
    this.#holders = new Holders({
      ...{ signals, messages: transport.messages },
      others: () => this.#others(),
      held: () => [...this.#held.all.value.keys()],
      onChange: () => this.#downloads.look(),
    });
    transport.onStream((id, stream) => this.#held.serve(id, stream));
    this.#follow();
  }

  #makeDownloads(): Downloads {
    const { subtle, clock, ports: { store }, transport, signals, onError } = this.#options;
    return new Downloads({
      ...{ subtle, clock, store, saved: this.#saved, signals, onError },
      open: (id, key) => transport.openStream(id, labelOf(key)),
      holdersOf: (key) => this.#holdersOf(key),
      onUseless: (id, key) => this.#holders.forget(id, key),
      onDone: (info, { blob, hashes }) => {
        const source = blobSource(blob);
        this.#held.add({
          info,
          blob,
          source,
          hashes,
          preview: this.#pictureOf(info),
          isOwn: false,
        });
        this.#give(info);
      },
    });
  }

  /** Bytes of the largest file that may be shared. */
  get limit(): number {
    return this.#options.limit.value;
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
    const { key } = info;
    const isHere = () => this.#held.get(key) !== undefined;
    if (!isHere() && !this.#isAllowed(key)) return;
    void this.#handOver.prepare(info).then((isWanted) => {
      if (!isWanted) return;
      if (isHere()) this.#give(info);
      else if (this.#isAllowed(key)) this.#downloads.start(info); // the person took their time
    });
  }

  pause(info: FileInfo): void {
    void this.#downloads.pause(info.key).catch(this.#options.onError);
  }

  /** Gives a download up, and forgets what had come of it. */
  cancel(info: FileInfo): void {
    this.#handOver.forget(info.key);
    void this.#downloads.cancel(info.key).catch(this.#options.onError);
  }

  /** Hands a file that is here to the person, who was asked where to if it is large. */
  #give({ key, name }: FileInfo): void {
    const held = this.#held.get(key);
    if (held !== undefined) this.#handOver.give(key, { file: held.blob, name });
  }

  /** Fetches the small picture of a file, if it has one. */
  wantPreview(info: FileInfo): void {
    this.#previews.want(info);
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
    const preview = this.#previews.urls.value.get(key) ?? null;
    return { state, progress, holders, isOwn, preview };
  }

  #follow(): void {
    const { chat, membership, scope, signals } = this.#options;
    const announced = signals.computed(() => announcedIn(chat.lines.value));
    scope.watch(() => announced.value, (now) => this.#compare(now));
    scope.watch(() => membership.phase.value === "call", (isGoing) => isGoing || this.#end());
    scope.watch(() => this.#others().join(), () => {
      this.#holders.keepOnly(this.#others());
      this.#paces.keepOnly(this.#others());
    });
    scope.watch(() => [membership.rules.value, membership.members.value], () => {
      this.#held.review();
      for (const key of this.#downloads.progress.value.keys()) {
        if (!this.#isAllowed(key)) void this.#downloads.pause(key).catch(this.#options.onError);
      }
    });
  }

  /** Nothing of a call stays when it is over; a reload does not end it. */
  #end(): void {
    this.#attachments.clear();
    this.#handOver.clear();
    this.#saved.clear();
    void this.#options.ports.store.clear().catch(this.#options.onError);
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
    this.#previews.remove(key);
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
    const preview = await store.get(previewName(key));
    if (preview !== null) this.#previews.add(key, new Uint8Array(await preview.arrayBuffer()));
    const { isOwn } = saved;
    this.#held.add({ info, blob, source, hashes, preview: this.#pictureOf(info), isOwn });
  }

  /** Whoever chooses a file again that they had announced only serves it again. */
  #announce(held: Held): void {
    const self = this.#options.membership.self.value ?? "";
    const known = this.#announced.value.get(held.info.key);
    const preview = held.preview();
    if (preview !== null) this.#previews.add(held.info.key, preview);
    this.#held.add(held);
    if (!known?.authors.has(self)) this.#options.chat.send(writeAnnouncement(held.info));
  }

  #pictureOf({ key }: FileInfo): Held["preview"] {
    return () => this.#previews.bytesOf(key);
  }

  /** Nobody, as long as the file may not be shared. */
  #holdersOf(key: string): readonly string[] {
    return this.#isAllowed(key) ? this.#holders.of(key) : [];
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
