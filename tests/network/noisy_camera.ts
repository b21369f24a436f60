// A camera for Chromium whose picture costs bits: the browser's own fake one is so plain that no line is short.
import { seeded } from "../fakes/random.ts";

const SIZE = { width: 640, height: 360 };
const FRAMES = 20;

/** Writes a second of grain over shapes that move, as a Y4M file of 20 frames/s, and gives its path. */
export async function noisyCamera(): Promise<string> {
  const { width, height } = SIZE;
  const random = seeded(7);
  const grain = Uint8Array.from({ length: 65_537 }, () => 40 * random());
  const text = new TextEncoder();
  const header = text.encode(`YUV4MPEG2 W${width} H${height} F${FRAMES}:1 Ip A1:1 C420jpeg\n`);
  const parts: Uint8Array[] = [header];
  for (let frame = 0; frame < FRAMES; frame++) {
    const planes = new Uint8Array(width * height * 1.5).fill(128);
    const shift = Math.floor(grain.length * random());
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        const shape = 90 + 50 * Math.sin((x + 32 * frame) / 40) * Math.cos((y - 18 * frame) / 30);
        const at = y * width + x;
        planes[at] = shape + (grain[(at + shift) % grain.length] ?? 0);
      }
    }
    parts.push(text.encode("FRAME\n"), planes);
  }
  const path = await Deno.makeTempFile({ prefix: "camera-", suffix: ".y4m" });
  await Deno.writeFile(path, new Blob(parts as BlobPart[]).stream());
  return path;
}
