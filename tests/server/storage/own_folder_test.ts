// One folder of data, several processes.
import assert from "node:assert/strict";
import { until } from "../../browser/harness/wait.ts";

/** A process that holds the folder, and what it says. */
function holder(dataDir: string) {
  const code = `
    import { holdFolder } from ${
    JSON.stringify(new URL("../../../server/storage/own_folder.ts", import.meta.url).href)
  };
    const onWarning = (sentence) => console.log(sentence);
    holdFolder(Deno.args[0], { onWarning, overlapMs: 100 }).then(() => console.log("held"));
    setInterval(() => {}, 1_000);`;
  const path = Deno.makeTempFileSync({ suffix: ".ts" });
  Deno.writeTextFileSync(path, code);
  const process = new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "--no-check",
      "--no-config",
      "--no-lock",
      `--allow-write=${dataDir}`,
      path,
      dataDir,
    ],
    stdout: "piped",
    stderr: "null",
  }).spawn();
  const said: string[] = [];
  void (async () => {
    for await (const text of process.stdout.pipeThrough(new TextDecoderStream())) said.push(text);
  })();
  const says = (words: RegExp) =>
    until(() => words.test(said.join("")), { what: String(words), every: 20 });
  const end = async () => {
    process.kill("SIGKILL");
    await process.status;
    await Deno.remove(path);
  };
  return { said, says, end };
}

Deno.test("who comes second to a folder says so, and has it when the first is gone", async () => {
  const dir = await Deno.makeTempDir();
  const first = holder(dir);
  await first.says(/held/);
  const second = holder(dir);
  await second.says(/DATA_DIR .* used by another process/);
  await first.end();
  await second.says(/held/);
  assert.doesNotMatch(first.said.join(""), /DATA_DIR/);
  await second.end();
  await Deno.remove(dir, { recursive: true });
});

Deno.test("a folder that cannot be written is told of elsewhere", async () => {
  const process = holder("/nowhere");
  await process.says(/held/);
  assert.doesNotMatch(process.said.join(""), /DATA_DIR/);
  await process.end();
});
