// One test in every engine that runs calls: what holds in Chromium has to hold in Firefox as well.
import type { ChromiumPerson } from "./chromium.ts";
import type { FirefoxPerson } from "./firefox.ts";
import type { PersonOptions } from "./person.ts";
import { firefoxMissing } from "./programs.ts";
import type { Stage, StagedCall } from "./stage.ts";

/** A scene whose people all have the same browser, whichever that is. */
export interface EngineScene extends Omit<StagedCall, "newPerson"> {
  newPerson(options: PersonOptions): Promise<ChromiumPerson | FirefoxPerson>;
}

/** Declares the test once for each engine; where Firefox is missing its test is ignored. */
export function inEngines(
  name: string,
  { stage, play }: { stage: Stage; play: (scene: EngineScene) => Promise<void> },
): void {
  Deno.test(name, stage.scene(play));
  Deno.test({
    name: `Firefox: ${name}`,
    ignore: firefoxMissing() !== null,
    fn: stage.scene((scene) => play({ ...scene, newPerson: scene.newFirefoxPerson })),
  });
}
