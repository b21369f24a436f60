// Draws one moment of a film.
import { type FilmBox, filmBoxes, fitted, type PersonAt } from "../../recording/film_plan.ts";

/** Somebody who is shown, with the pictures that there are of them. */
export interface ShownPerson extends PersonAt {
  id: string;
  camera: VideoFrame | null;
  screen: VideoFrame | null;
}

const BACKGROUND = "#101418";
const TILE = "#263238";
const TEXT = "#ffffff";

/** A canvas on which one moment after the other is drawn. */
export class FilmPicture {
  readonly canvas: OffscreenCanvas;
  readonly #context: OffscreenCanvasRenderingContext2D;
  #drawn = "";

  constructor(size: { width: number; height: number }) {
    this.canvas = new OffscreenCanvas(size.width, size.height);
    const context = this.canvas.getContext("2d", { alpha: false });
    if (context === null) throw new Error("this browser draws nothing in a worker");
    this.#context = context;
  }

  /** Draws these people; false if the picture is the one of before. */
  draw(people: readonly ShownPerson[]): boolean {
    const described = people.map((
      { id, name, camera, screen },
    ) => [id, name, camera?.timestamp, screen?.timestamp]);
    const now = JSON.stringify(described);
    if (now === this.#drawn) return false;
    this.#drawn = now;
    const { width, height } = this.canvas;
    this.#context.fillStyle = BACKGROUND;
    this.#context.fillRect(0, 0, width, height);
    const sharing = people.find(({ screen }) => screen !== null);
    const boxes = filmBoxes(
      { people: people.length, hasScreen: sharing !== undefined },
      this.canvas,
    );
    if (sharing?.screen && boxes.screen) this.#picture(sharing.screen, boxes.screen, "contain");
    people.forEach((person, i) => {
      const box = boxes.people[i];
      if (box) this.#person(person, box);
    });
    return true;
  }

  #person({ name, camera }: ShownPerson, box: FilmBox): void {
    const context = this.#context;
    if (camera !== null) this.#picture(camera, box, "cover");
    else {
      context.fillStyle = TILE;
      context.fillRect(box.x, box.y, box.width, box.height);
      context.fillStyle = TEXT;
      context.textAlign = "center";
      context.textBaseline = "middle";
      context.font = `${Math.round(Math.min(box.width, box.height) / 3)}px system-ui, sans-serif`;
      const [letter = ""] = [...name];
      context.fillText(letter.toUpperCase(), box.x + box.width / 2, box.y + box.height / 2);
    }
    this.#label(name, box);
  }

  #label(name: string, { x, y, width, height }: FilmBox): void {
    const context = this.#context;
    const size = Math.max(12, Math.round(height / 16));
    context.font = `${size}px system-ui, sans-serif`;
    context.textAlign = "left";
    context.textBaseline = "alphabetic";
    const wide = Math.min(width, context.measureText(name).width + size);
    context.fillStyle = "rgb(0 0 0 / 60%)";
    context.fillRect(x, y + height - 1.6 * size, wide, 1.6 * size);
    context.fillStyle = TEXT;
    context.fillText(name, x + size / 2, y + height - size / 2, Math.max(1, width - size));
  }

  #picture(picture: VideoFrame, box: FilmBox, fit: "cover" | "contain"): void {
    const { displayWidth: width, displayHeight: height } = picture;
    const { source, target } = fitted({ width, height }, box, fit);
    const from = [source.x, source.y, source.width, source.height] as const;
    const to = [target.x, target.y, target.width, target.height] as const;
    this.#context.drawImage(picture, ...from, ...to);
  }
}
