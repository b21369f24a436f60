// When a page has stopped moving: before a picture of it is taken, or its looks are judged.
import type { Person } from "./person.ts";

/** No transition takes longer. */
const LONGEST_MS = 1_000;

/** Fonts, two frames, and every transition at its end; a level that moves starts new ones for ever. */
export async function comeToRest(person: Person): Promise<void> {
  await person.evaluate(async (longest) => {
    await document.fonts.ready;
    const frame = () => new Promise((done) => requestAnimationFrame(done));
    await frame();
    await frame();
    const moving = document.getAnimations().filter(({ effect }) =>
      effect?.getComputedTiming().endTime !== Infinity
    );
    const over = new Promise((done) => setTimeout(done, longest));
    await Promise.race([Promise.allSettled(moving.map(({ finished }) => finished)), over]);
  }, LONGEST_MS);
}
