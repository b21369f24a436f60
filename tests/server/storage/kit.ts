// Data folders of storage tests.
import assert from "node:assert/strict";
import type { Storage } from "@/signaling/mod.ts";
import { openStorage } from "@/server/storage/mod.ts";
import type { StorageOptions } from "@/server/storage/open.ts";

/** A data folder that is gone after the test. */
export class DataDir implements Disposable {
  readonly path = Deno.makeTempDirSync();
  readonly warnings: string[] = [];

  /** Opens the store in it, or gives the sentence why not. */
  tryOpen(options: Partial<StorageOptions> = {}): Storage | string {
    const onWarning = (sentence: string) => void this.warnings.push(sentence);
    return openStorage({ dataDir: this.path, required: false, onWarning, ...options });
  }

  open(options: Partial<StorageOptions> = {}): Storage {
    const storage = this.tryOpen(options);
    assert.ok(typeof storage !== "string", String(storage));
    return storage;
  }

  [Symbol.dispose](): void {
    Deno.removeSync(this.path, { recursive: true });
  }
}
