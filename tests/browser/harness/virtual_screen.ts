// A screen that exists only in memory (Xvfb), for browsers that cannot capture one when headless.
import { findXvfb } from "./programs.ts";

/** A running Xvfb. */
export class VirtualScreen {
  /** For the DISPLAY variable, like ":3". */
  readonly display: string;
  readonly #process: Deno.ChildProcess;

  private constructor(process: Deno.ChildProcess, display: string) {
    this.#process = process;
    this.display = display;
  }

  /** Starts one on the first free display number; it says on its output which that is. */
  static async open(): Promise<VirtualScreen> {
    const path = findXvfb();
    if (path === null) throw new Error("No Xvfb found.");
    const process = new Deno.Command(path, {
      args: ["-displayfd", "1", "-screen", "0", "1280x800x24", "-nolisten", "tcp"],
      stdin: "null",
      stdout: "piped",
      stderr: "null",
    }).spawn();
    // To the end: it writes the number and the line's end apart, and dies if nobody reads the latter.
    const told = await new Response(process.stdout).text();
    if (!/^\d+\n$/.test(told)) throw new Error(`Xvfb did not start: ${told}`);
    return new VirtualScreen(process, `:${told.trim()}`);
  }

  async close(): Promise<void> {
    this.#process.kill("SIGTERM");
    await this.#process.status;
  }
}
