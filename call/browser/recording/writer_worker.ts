// A worker that writes a recording into the browser's file system, twice a second down to the disk.
import { RecordingWriter } from "../../recording/recording_writer.ts";
import type { RecorderState } from "../../recording/recording_port.ts";
import { storageLevel } from "../../recording/storage_level.ts";
import { OpfsFiles } from "./opfs_files.ts";
import { lockOf, RECORDINGS } from "./places.ts";
import { isWorker } from "../workers/start_worker.ts";
import type { FromWriter, ToWriter } from "./worker_messages.ts";

const FLUSH_MS = 500;
const LOOK_MS = 5_000;

/** One recording, from "begin" to "end". */
class Writing {
  readonly #files: OpfsFiles;
  readonly #writer: RecordingWriter;
  readonly #at: number;
  readonly #timers: ReturnType<typeof setInterval>[];
  #state: RecorderState = "running";

  constructor(folder: FileSystemDirectoryHandle, { room, at }: { room: string; at: number }) {
    this.#at = at;
    this.#files = new OpfsFiles(folder, (error) => {
      console.error(error);
      this.#tell(isFull(error) ? "full" : "failed");
    });
    this.#writer = new RecordingWriter(this.#files);
    this.#writer.journal({ kind: "begun", room, at });
    this.#timers = [
      setInterval(() => this.#flush(), FLUSH_MS),
      setInterval(() => void this.#look(), LOOK_MS),
    ];
  }

  hear(message: ToWriter): void {
    if (message.kind === "frame") {
      const { member, slot, frame } = message;
      this.#writer.frame(member, slot, { ...frame, at: frame.at - this.#at });
    } else if (message.kind === "note") this.#writer.note(message.member, message.note);
    else if (message.kind === "erase") this.#writer.erase(message.member);
    else if (message.kind === "end") void this.#end(message.t);
  }

  #flush(): void {
    this.#writer.flush();
    void this.#files.flush();
  }

  async #end(t: number): Promise<void> {
    this.#timers.forEach(clearInterval);
    this.#writer.flush();
    this.#writer.journal({ kind: "ended", t });
    await this.#files.flush();
    await this.#files.close();
    say({ kind: "ended" });
  }

  async #look(): Promise<void> {
    const level = storageLevel(await navigator.storage.estimate());
    this.#tell(level === "enough" ? "running" : level);
  }

  #tell(state: RecorderState): void {
    if (state === this.#state || this.#state === "failed" || this.#state === "full") return;
    this.#state = state;
    say({ kind: "state", state });
  }
}

function isFull(error: unknown): boolean {
  return error instanceof DOMException && error.name === "QuotaExceededError";
}

function say(message: FromWriter): void {
  globalThis.postMessage(message);
}

/** Others learn by the lock that this recording is being made; it ends with the worker. */
async function begin({ id, room, at }: ToWriter & { kind: "begin" }): Promise<Writing> {
  void navigator.locks.request(lockOf(id), () => new Promise(() => {}));
  const root = await navigator.storage.getDirectory();
  const all = await root.getDirectoryHandle(RECORDINGS, { create: true });
  return new Writing(await all.getDirectoryHandle(id, { create: true }), { room, at });
}

function serve(port: MessagePort): void {
  let writing: Promise<Writing> | null = null;
  port.onmessage = ({ data }: MessageEvent<ToWriter>) => {
    if (data.kind === "begin") writing = begin(data);
    else writing?.then((begun) => begun.hear(data), () => say({ kind: "state", state: "failed" }));
  };
}

if (isWorker()) {
  globalThis.addEventListener("message", ({ ports: [port] }) => port && serve(port));
}
