// What is compared: the product, and bare pages that do no more than a call needs.
import { fillName, openRoom, shownCount, turn } from "../../browser/harness/actions.ts";
import type { ChromiumPerson } from "../../browser/harness/chromium.ts";
import { framesRise } from "../../browser/harness/media.ts";
import { until } from "../../browser/harness/wait.ts";
import { wordsOf } from "../../browser/harness/words.ts";

/** Pixels of the camera's picture. */
export interface PictureSize {
  width: number;
  height: number;
}

/** A page that one joins a room with. */
export interface JoinSystem {
  name: string;
  /** Gets somebody ready, so that only the click is missing. */
  prepare(person: ChromiumPerson, room: string, inside: number): Promise<void>;
  click(person: ChromiumPerson): Promise<void>;
}

/** How much a bare page has done before the click: see `bare_page.ts`. */
export type BareShape = "floor" | "naive";

/** A bare page whose camera gives the same picture as the product's does. */
export function bareSystem(
  origin: string,
  { shape, camera }: { shape: BareShape; camera(): PictureSize },
): JoinSystem {
  return {
    name: shape,
    prepare: async (person, room) => {
      const { width, height } = camera();
      await person.goto(`${origin}/${room}?shape=${shape}&width=${width}&height=${height}`);
      await until(() => person.evaluate(() => globalThis.__bare.ready, null), {
        what: "bare page",
      });
    },
    click: (person) => person.click("button", "Join"),
  };
}

/** The product at its own address. */
export function productSystem(): JoinSystem {
  return {
    name: "Жүз",
    prepare: async (person, room, inside) => {
      await openRoom(person, room);
      await fillName(person);
      await turn(person, "cam", true);
      await framesRise(person, "video", { frames: 2 });
      await until(() => shownCount(person), {
        what: `${inside} people inside`,
        ok: (n) => n === inside,
      });
    },
    click: async (person) => person.click("button", (await wordsOf(person.locale))("lobby.join")),
  };
}

/** The size of the picture that the product's lobby shows of oneself. */
export function cameraSize(person: ChromiumPerson): Promise<PictureSize> {
  return person.evaluate(() => {
    const { srcObject } = document.querySelector("video") as HTMLVideoElement;
    const { width = 0, height = 0 } = (srcObject as MediaStream).getVideoTracks()[0]
      ?.getSettings() ?? {};
    return { width, height };
  }, null);
}
