// The files that run Жүз: the unit's walls, and that unit and image start it alike. No image is built.
import assert from "node:assert/strict";
import { freePort, Server } from "../browser/harness/server.ts";
import { SETTINGS } from "@/server/config/read_config.ts";

const read = (name: string) => Deno.readTextFile(`deploy/${name}`);
/** What unit and image add to the flags of `deno task start`: nothing may be fetched or asked. */
const ADDED = ["--cached-only", "--no-prompt"];

function hasSystemd(): boolean {
  try {
    const args = ["security", "--help"];
    return new Deno.Command("systemd-analyze", { args, stdout: "null" }).outputSync().success;
  } catch {
    return false;
  }
}

Deno.test({
  name: "the unit's exposure is at most 2.0 of 10",
  ignore: !hasSystemd(), // systemd is not installed
  fn: async () => {
    const { stdout } = await new Deno.Command("systemd-analyze", {
      args: ["security", "--offline=true", "--no-pager", "deploy/juz.service"],
    }).output();
    const said = new TextDecoder().decode(stdout);
    const [, level] = /Overall exposure level for juz\.service: ([\d.]+)/.exec(said) ?? [];
    console.log(`exposure of deploy/juz.service: ${level}`);
    assert.ok(Number(level) <= 2, said);
  },
});

Deno.test("unit and image run what `deno task start` runs, and fetch nothing", async () => {
  const { tasks } = JSON.parse(await Deno.readTextFile("deno.json"));
  const words = String(tasks.start).replace(" --end-with-parent", "").split(" ").sort();
  const wanted = [...words, ...ADDED].sort();
  const unit = /^ExecStart=\S*\/(deno .*)$/m.exec(await read("juz.service"))?.[1] ?? "";
  const image = /^CMD (\[.*\])$/m.exec(await read("Dockerfile"))?.[1] ?? "[]";
  assert.deepEqual(unit.split(" ").sort(), wanted);
  assert.deepEqual(JSON.parse(image).sort(), wanted);
});

Deno.test("the image has two stages with one pinned Deno, no root, a health check and a volume", async () => {
  const text = await read("Dockerfile");
  const lines = text.split("\n").filter((line) => /^[A-Z]+ /.test(line));
  const known =
    "ARG FROM WORKDIR ENV COPY RUN USER VOLUME EXPOSE HEALTHCHECK STOPSIGNAL ENTRYPOINT CMD";
  for (const line of lines) assert.ok(known.split(" ").includes(line.split(" ")[0] ?? ""), line);
  assert.equal(
    lines.filter((line) => line.startsWith("FROM denoland/deno:${DENO_VERSION}")).length,
    2,
  );
  const ci = await Deno.readTextFile(".ci/run");
  assert.equal(/^ARG DENO_VERSION=(.*)$/m.exec(text)?.[1], /^DENO_VERSION=(.*)$/m.exec(ci)?.[1]);
  const last = text.slice(text.lastIndexOf("\nFROM"));
  assert.match(last, /^USER [1-9]\d*:[1-9]\d*$/m);
  assert.ok(last.indexOf("USER") > last.lastIndexOf("RUN"), "nothing runs as root after it");
  for (const what of ["HEALTHCHECK", "VOLUME /data", "STOPSIGNAL"]) assert.ok(last.includes(what));
  assert.doesNotMatch(text, /curl|wget|apt-get|ADD /);
});

for (const file of ["compose.yaml", "compose.processes.yaml"]) {
  Deno.test(`${file} sets settings that exist, and lets containers write nowhere else`, async () => {
    const text = await read(file);
    const names: readonly string[] = SETTINGS.map(({ name }) => name);
    const set = [...text.matchAll(/^ {4,6}([A-Z_]+):/gm)].map(([, name = ""]) => name);
    assert.ok(set.length > 0 && set.every((name) => names.includes(name)), set.join());
    for (const wall of ["read_only: true", "cap_drop: [ALL]", "no-new-privileges:true"]) {
      assert.ok(text.includes(wall), wall);
    }
  });
}

Deno.test("the health check ends with 0 where the server is well, and with 1 where it is not", async () => {
  const image = /^HEALTHCHECK .*CMD (\[.*\])$/m.exec(await read("Dockerfile"))?.[1] ?? "[]";
  const [, ...args] = JSON.parse(image) as string[];
  const check = async (port: number) =>
    (await new Deno.Command(Deno.execPath(), {
      args,
      env: { PORT: String(port) },
      stderr: "null",
    }).output()).code;
  const server = await Server.start();
  assert.equal(await check(server.port), 0);
  await server.stop();
  assert.equal(await check(freePort()), 1);
});
