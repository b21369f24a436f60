// A Chromium that keeps its storage in a folder, as everybody's does, and that can be killed outright.
import { chromium } from "@/tests/packages/playwright.ts";
import { ChromiumPerson, COMMON_FLAGS, deviceFlags } from "./chromium.ts";
import { Guard } from "./guards.ts";
import { installProbe } from "./page_probe.ts";
import { findChromium } from "./programs.ts";
import { watch } from "./watch_page.ts";

/** One run of the browser on a folder. */
export interface ProfileRun {
  readonly person: ChromiumPerson;
  /** SIGKILL: no page, no file and no worker is closed in good order. Ends when all processes have. */
  kill(): Promise<void>;
}

/** Starts Chromium with its profile in `folder`; `name` is the person's. */
export async function openProfile(
  { folder, origin, name }: { folder: string; origin: string; name: string },
): Promise<ProfileRun> {
  const program = findChromium();
  if (program === null) throw new Error("No Chromium found: set CHROMIUM to its path.");
  const args = [
    ...COMMON_FLAGS,
    ...deviceFlags("fake", "fps=10"),
    "--allow-loopback-in-peer-connection",
    "--headless=new",
    "--remote-debugging-port=0",
    `--user-data-dir=${folder}`,
    "about:blank",
  ];
  const child = new Deno.Command(program, { args, stdout: "null", stderr: "piped" }).spawn();
  const { address, ended } = await listening(child.stderr);
  const browser = await chromium.connectOverCDP(address);
  const [context] = browser.contexts();
  if (context === undefined) throw new Error("Chromium has no window");
  await context.setExtraHTTPHeaders({ "Accept-Language": "ky" });
  const guard = new Guard(name, [origin]);
  const page = await context.newPage();
  await page.addInitScript(installProbe, { canvasScreen: false });
  await watch(page, guard);
  return {
    person: new ChromiumPerson({ name, guard, page, context, origin, owner: page }),
    async kill() {
      child.kill("SIGKILL");
      await child.status;
      await ended;
      await browser.close();
    },
  };
}

/** Where Chromium listens, as it writes; `ended` when none of its processes can write any more. */
async function listening(
  stderr: ReadableStream<Uint8Array<ArrayBuffer>>,
): Promise<{ address: string; ended: Promise<void> }> {
  const reader = stderr.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    text += read.value;
    const [, address] = /DevTools listening on (ws:\S+)/.exec(text) ?? [];
    if (address !== undefined) return { address, ended: drain(reader) };
  }
  throw new Error(`Chromium did not start: ${text}`);
}

async function drain(reader: ReadableStreamDefaultReader<string>): Promise<void> {
  while (!(await reader.read()).done);
}
