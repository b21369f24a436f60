// The browser as the sharing of files uses it: a place on the disk, downloads, small pictures.
import type { FilePorts, SavePlace } from "../files/file_ports.ts";
import { memoryStore } from "../files/memory_store.ts";
import { pictureOf, typeOf } from "./pictures.ts";
import { diskStore } from "./file_store.ts";

/** A downloaded file's address stays good for so long, in milliseconds: the browser reads it meanwhile. */
const ADDRESS_MS = 600_000;

/** Made once for a page. */
export async function browserFiles(): Promise<FilePorts> {
  return {
    store: await diskStore() ?? memoryStore(),
    choosePlace,
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

/** In the library of types only where it is new enough. */
type ShowSaveFilePicker = (options: { suggestedName: string }) => Promise<FileSystemFileHandle>;

/** Names that the browser takes for dangerous it refuses: those are saved as any download is. */
async function choosePlace(name: string): Promise<SavePlace | "nowhere" | null> {
  const browser = globalThis as { showSaveFilePicker?: ShowSaveFilePicker };
  try {
    const handle = await browser.showSaveFilePicker?.({ suggestedName: name });
    if (handle === undefined) return null;
    return { write: async (file) => await file.stream().pipeTo(await handle.createWritable()) };
  } catch (error) {
    return error instanceof DOMException && error.name === "AbortError" ? "nowhere" : null;
  }
}

/** As an attachment of no type: whatever it is, the browser saves it and shows nothing. */
function save(file: Blob, name: string): void {
  const plain = file.slice(0, file.size, "application/octet-stream");
  const url = URL.createObjectURL(plain);
  const link = Object.assign(document.createElement("a"), { href: url, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), ADDRESS_MS);
}
