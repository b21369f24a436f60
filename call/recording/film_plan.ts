// What a film of a recording shows at which moment, and where: pure.
import type { MediaFlags } from "../../protocol/slots.ts";
import type { Note } from "./recorded_log.ts";

/** One person at one moment of the recording. */
export interface PersonAt {
  name: string;
  media: MediaFlags;
}

const OFF: MediaFlags = { mic: false, camera: false, screen: false, screenAudio: false };

/** Who and how a person is at `t` (milliseconds of the recording), by what was noted; null for not there. */
export function personAt(notes: readonly Note[], t: number): PersonAt | null {
  let person = null as PersonAt | null;
  for (const note of notes) {
    if (note.t > t) break;
    if (note.kind === "left") person = null;
    if (note.kind === "name") person = { media: person?.media ?? OFF, name: note.name };
    if (note.kind === "media" && person !== null) person = { ...person, media: note.media };
  }
  return person;
}

/** A place in the picture, in pixels. */
export interface FilmBox {
  x: number;
  y: number;
  width: number;
  height: number;
}

const GAP = 8;
/** Share of the width that people get beside a shared screen. */
const SIDE = 0.2;

/** Where people stand: a grid, or a column beside the screen. */
export function filmBoxes(
  { people, hasScreen }: { people: number; hasScreen: boolean },
  { width, height }: { width: number; height: number },
): { screen: FilmBox | null; people: FilmBox[] } {
  if (!hasScreen) return { screen: null, people: gridOf(people, { x: 0, y: 0, width, height }) };
  const side = people === 0 ? 0 : Math.round(width * SIDE);
  const column = { x: width - side, y: 0, width: side, height };
  return {
    screen: inner({ x: 0, y: 0, width: width - side, height }),
    people: gridOf(people, column, { columns: 1 }),
  };
}

function gridOf(
  n: number,
  area: FilmBox,
  { columns = Math.ceil(Math.sqrt(n)) }: { columns?: number } = {},
): FilmBox[] {
  const rows = Math.ceil(n / Math.max(1, columns));
  const width = area.width / Math.max(1, columns);
  const height = Math.min(area.height / Math.max(1, rows), columns === 1 ? width : Infinity);
  const top = area.y + (area.height - rows * height) / 2;
  return Array.from({ length: n }, (_, i) => {
    const row = Math.floor(i / columns);
    const inRow = row === rows - 1 ? n - row * columns : columns;
    const left = area.x + (columns - inRow) * width / 2;
    return inner({ x: left + (i % columns) * width, y: top + row * height, width, height });
  });
}

function inner({ x, y, width, height }: FilmBox): FilmBox {
  return {
    x: Math.round(x + GAP / 2),
    y: Math.round(y + GAP / 2),
    width: Math.max(2, Math.round(width - GAP)),
    height: Math.max(2, Math.round(height - GAP)),
  };
}

/** A picture scaled into a box: "cover" cuts its edges off, "contain" leaves bars. */
export function fitted(
  picture: { width: number; height: number },
  box: FilmBox,
  fit: "cover" | "contain",
): { source: FilmBox; target: FilmBox } {
  const scales = [box.width / picture.width, box.height / picture.height];
  const scale = fit === "cover" ? Math.max(...scales) : Math.min(...scales);
  const width = Math.min(picture.width, box.width / scale);
  const height = Math.min(picture.height, box.height / scale);
  const source = {
    x: (picture.width - width) / 2,
    y: (picture.height - height) / 2,
    width,
    height,
  };
  const [shownWidth, shownHeight] = [width * scale, height * scale];
  const target = {
    x: box.x + (box.width - shownWidth) / 2,
    y: box.y + (box.height - shownHeight) / 2,
    width: shownWidth,
    height: shownHeight,
  };
  return { source, target };
}
