// The files of a build: bytes by name, with their entries in the manifest.
import { brotliCompress, constants, gzip } from "node:zlib";
import { promisify } from "node:util";
import type { ManifestFile } from "../server/manifest.ts";
import { SUFFIX } from "../server/manifest.ts";
import { sha256 } from "./chunks.ts";
import { contentType, isCompressible } from "./mime.ts";

type Bytes = Uint8Array<ArrayBuffer>;

const compressors = {
  br: (data: Bytes) =>
    promisify(brotliCompress)(data, {
      params: { [constants.BROTLI_PARAM_SIZE_HINT]: data.length },
    }),
  gzip: (data: Bytes) => promisify(gzip)(data, { level: 9 }),
};

/** What a build has made so far. */
export class BuildOutput {
  /** Entries of the manifest. */
  readonly files: ManifestFile[] = [];
  /** Bytes by their path in the build's directory. */
  readonly blobs = new Map<string, Bytes>();
  readonly #compress: boolean;

  /** Compressed variants are made only if `compress`. */
  constructor({ compress }: { compress: boolean }) {
    this.#compress = compress;
  }

  /** Adds a file to be served at `path`. */
  async add(path: string, blob: string, content: Bytes, { immutable }: { immutable: boolean }) {
    const type = contentType(path);
    const encodings: ManifestFile["encodings"] = [];
    this.blobs.set(blob, content);
    for (const name of this.#compress && isCompressible(type) ? ["br", "gzip"] as const : []) {
      const small = new Uint8Array(await compressors[name](content));
      if (small.byteLength >= content.byteLength) continue;
      encodings.push(name);
      this.blobs.set(blob + SUFFIX[name], small);
    }
    this.files.push({ path, blob, type, hash: sha256(content), immutable, encodings });
  }
}
