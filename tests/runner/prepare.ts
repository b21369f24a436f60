// What browser tests need before they run: Chromium, perhaps Firefox, and the product's build.
import {
  findChromium,
  findFirefox,
  findXvfb,
  firefoxMissing,
} from "../browser/harness/programs.ts";
import { WEBKIT_STARTS, webKitMissing } from "../browser/harness/webkit.ts";

const HOW = `Browser tests need Chromium (Chrome and Edge will do). Install it:
  Debian, Ubuntu  apt-get install chromium firefox-esr xvfb webkit2gtk-driver
  Fedora          dnf install chromium firefox xorg-x11-server-Xvfb
  macOS           brew install --cask chromium firefox
  Windows         winget install Google.Chrome Mozilla.Firefox
or set CHROMIUM (and FIREFOX) to the path of the program.`;

/** Finds the browsers, installing Chromium where that is simple; throws a text for people if not. */
export async function prepareBrowsers(say: (line: string) => void): Promise<void> {
  if (findChromium() === null) await installChromium(say);
  const chromium = findChromium();
  if (chromium === null) throw new Error(HOW);
  say(`Chromium: ${chromium}`);
  const missing = firefoxMissing();
  say(
    missing === null ? `Firefox: ${findFirefox()}` : `Firefox: ${missing}; its tests are ignored`,
  );
  if (missing === null && findXvfb() === null) {
    say("Xvfb is not installed: Firefox shares a drawn canvas instead of a screen");
  }
  const noWebKit = await webKitMissing();
  if (noWebKit === null) Deno.env.set(WEBKIT_STARTS, "1");
  else say(`WebKit: ${noWebKit}; its tests are ignored`);
}

async function installChromium(say: (line: string) => void): Promise<void> {
  if (Deno.env.get("CHROMIUM")) throw new Error("CHROMIUM does not name a file.");
  const debian = await Deno.stat("/usr/bin/apt-get").then(() => true, () => false);
  if (!debian || Deno.uid() !== 0) return;
  say("No Chromium found; installing Debian's …");
  await run("apt-get", ["update", "-q"]);
  await run("apt-get", ["install", "-qy", "--no-install-recommends", "chromium"]);
}

/** Builds the product once for the whole run; throws with the builder's output if that fails. */
export async function buildProduct(say: (line: string) => void): Promise<void> {
  const start = performance.now();
  await run(Deno.execPath(), ["task", "--quiet", "build"]);
  say(`Built the product in ${((performance.now() - start) / 1000).toFixed(1)} s`);
}

async function run(program: string, args: string[]): Promise<void> {
  const { success, stdout, stderr } = await new Deno.Command(program, {
    args,
    env: { DEBIAN_FRONTEND: "noninteractive", NO_COLOR: "1" },
    stdin: "null",
  }).output();
  if (success) return;
  const text = new TextDecoder();
  const output = `${text.decode(stdout)}${text.decode(stderr)}`;
  throw new Error(`${program} ${args.join(" ")} failed:\n${output}`);
}
