// The browser as the sharing of files uses it: a place on the disk, downloads, small pictures.
import type { FilePorts } from "../files/file_ports.ts";
import { memoryStore } from "../files/memory_store.ts";
import { pictureOf, typeOf } from "./pictures.ts";
import { diskStore } from "./file_store.ts";

/** A downloaded file's address stays good for so long, in milliseconds: the browser reads it meanwhile. */
const ADDRESS_MS = 600_000;

/** Made once for a page. */
export async function browserFiles(): Promise<FilePorts> {
  return {
    store: await diskStore() ?? memoryStore(),
    save,
    preview: pictureOf,
    show(picture) {
      const type = typeOf(picture);
      if (type === null) return null;
      const url = URL.createObjectURL(new Blob([picture], { type }));
      return { url, release: () => URL.revokeObjectURL(url) };
    },
  };
}

/** As an attachment of no type: whatever it is, the browser saves it and shows nothing. */
function save(file: Blob, name: string): void {
  const plain = file.slice(0, file.size, "application/octet-stream");
  const url = URL.createObjectURL(plain);
  const link = Object.assign(document.createElement("a"), { href: url, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), ADDRESS_MS);
}
