// The fixture, built into a temporary directory and served by a process of its own.
import { Builder } from "fresh/dev";
import { FIXTURE } from "./fixture.ts";

/** A running server; `await using` stops it and removes the build. */
export interface Served extends AsyncDisposable {
  /** Its address, with a slash at the end. */
  url: string;
  /** The build's directory. */
  dir: string;
}

/** Builds the fixture and serves it as production would: no flags but read and net. */
export async function serveFixture(): Promise<Served> {
  const dir = await buildFixture();
  const root = new URL("../../../", import.meta.url);
  const args = ["run", "--no-prompt", `--allow-read=.,${dir}`, "--allow-net=127.0.0.1"];
  return await serve([...args, `${FIXTURE}/main.ts`, `file://${dir}/`], { dir, cwd: root });
}

/** Builds the fixture into a new temporary directory. */
export async function buildFixture(): Promise<string> {
  const dir = await Deno.makeTempDir({ prefix: "fresh_build_" });
  await new Builder({ root: FIXTURE, outDir: dir }).build();
  return dir;
}

/** Starts deno with `args` and waits until it says where it listens. */
export async function serve(
  args: string[],
  { dir, cwd }: { dir: string; cwd: URL },
): Promise<Served> {
  const command = new Deno.Command(Deno.execPath(), {
    args,
    cwd,
    env: { NO_COLOR: "1" },
    stdout: "piped",
    stderr: "piped",
  });
  const child = command.spawn();
  const stop = async () => {
    child.kill();
    await child.status;
    await Promise.allSettled([child.stdout.cancel(), child.stderr.cancel()]);
    await Deno.remove(dir, { recursive: true });
  };
  try {
    const url = await Promise.any([urlIn(child.stdout), urlIn(child.stderr)]);
    return { url, dir, [Symbol.asyncDispose]: stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Reads until an address is printed, and goes on reading so that the pipe cannot fill. */
function urlIn(stream: ReadableStream<Uint8Array<ArrayBuffer>>): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  let text = "";
  const sink = new WritableStream<string>({
    write(chunk) {
      text += chunk;
      const found = /https?:\/\/([\d.]+:\d+)\//.exec(text)?.[1];
      if (found !== undefined) resolve(`http://${found.replace("0.0.0.0", "127.0.0.1")}/`);
    },
  });
  stream.pipeThrough(new TextDecoderStream()).pipeTo(sink)
    .then(() => reject(new Error(`The server did not start: ${text}`)), reject);
  return promise;
}
