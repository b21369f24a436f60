// Small pictures: made of a picture by the browser, which encodes them anew.
import type { Bytes } from "../files/pieces.ts";

/** What browsers decode by themselves; SVG is a program, and no picture here. */
const PICTURE = /^image\/(?:png|jpeg|webp|gif|bmp|avif)$/;
/** A larger file is not decoded: it may be of any number of pixels. */
const MOST_BYTES = 33_554_432;
/** Sides of the small picture, in pixels, and how well it is encoded: the first that fits is taken. */
const WAYS = [[480, 0.8], [320, 0.7], [240, 0.6], [160, 0.5], [96, 0.4]] as const;
const MOST_PREVIEW_BYTES = 30_720;

/** A small picture of at most 30 KiB; null if the file is no picture, or cannot be decoded. */
export async function pictureOf(file: Blob): Promise<Bytes | null> {
  if (!PICTURE.test(file.type) || file.size > MOST_BYTES) return null;
  let picture: ImageBitmap;
  try {
    picture = await createImageBitmap(file);
  } catch {
    return null; // it only says that it is one
  }
  try {
    for (const [side, quality] of WAYS) {
      const blob = await encoded(picture, { side, quality });
      if (blob === null || blob.size > MOST_PREVIEW_BYTES) continue;
      return new Uint8Array(await blob.arrayBuffer());
    }
    return null;
  } finally {
    picture.close();
  }
}

/** JPEG: every browser encodes it. What is transparent becomes white. */
function encoded(
  picture: ImageBitmap,
  { side, quality }: { side: number; quality: number },
): Promise<Blob | null> {
  const scale = Math.min(1, side / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  const drawing = canvas.getContext("2d");
  if (drawing === null) return Promise.resolve(null);
  drawing.fillStyle = "#fff";
  drawing.fillRect(0, 0, canvas.width, canvas.height);
  drawing.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return new Promise((done) => canvas.toBlob(done, "image/jpeg", quality));
}

/** "image/jpeg" for the beginning of a JPEG; null for anything else, whatever its sender calls it. */
export function typeOf(picture: Bytes): string | null {
  return picture[0] === 0xff && picture[1] === 0xd8 && picture[2] === 0xff ? "image/jpeg" : null;
}
