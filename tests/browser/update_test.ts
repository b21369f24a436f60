// An update while people are there: their pages are older than the server they find again.
import assert from "node:assert/strict";
import { join as pathOf } from "node:path";
import { copyCheckout } from "../checkout.ts";
import { fillName, join, openRoom } from "./harness/actions.ts";
import { everyOrderedPairFlows } from "./harness/media.ts";
import type { Person } from "./harness/person.ts";
import { buildOnce, freePort, Server } from "./harness/server.ts";
import { setStage } from "./harness/stage.ts";
import { until } from "./harness/wait.ts";
import { wordsOf } from "./harness/words.ts";

const checkout = await copyCheckout();
const env = { PORT: String(freePort()), DATA_DIR: await Deno.makeTempDir() };
let server: Server | null = null;

async function start(): Promise<string> {
  server ??= await Server.start({ cwd: checkout.dir, env });
  return `http://localhost:${env.PORT}`;
}

/** Changes a source, builds, and starts the new server in the place of the old one. */
async function update(file: string, change: (text: string) => string): Promise<void> {
  const path = pathOf(checkout.dir, file);
  await Deno.writeTextFile(path, change(await Deno.readTextFile(path)));
  const args = ["task", "--quiet", "build"];
  const { success, stderr } = await new Deno.Command(Deno.execPath(), {
    args,
    cwd: checkout.dir,
    env: { NO_COLOR: "1" },
  }).output();
  assert.ok(success, new TextDecoder().decode(stderr));
  await server?.stop();
  server = null;
  await start();
}

/** The build of this project, as if the checkout had been built and started yesterday. */
async function copyBuild(): Promise<void> {
  await buildOnce();
  const options = { args: ["-r", "_fresh", checkout.dir] };
  assert.ok((await new Deno.Command("cp", options).output()).success);
}

const stage = setStage({ fakeDevice: "fps=10", origin: () => copyBuild().then(start) });
Deno.test.afterAll(async () => {
  await server?.stop();
  await checkout[Symbol.asyncDispose]();
});

async function reload(person: Person): Promise<void> {
  const t = await wordsOf(person.locale);
  await person.click("button", t("action.reload"));
  await until(() => person.evaluate(() => performance.getEntriesByType("navigation")[0], null), {
    what: "the page to be loaded anew",
    ok: (entry) => (entry as PerformanceNavigationTiming).type === "reload",
  });
}

Deno.test(
  "old pages and new servers: dialogs open, or the page says so; a call goes on and is found again",
  stage.scene(async ({ newPerson, room }) => {
    const small = { viewport: { width: 480, height: 640 } };
    const [asan, gulnar, bektur, jamila] = [
      await newPerson({ ...small, name: "Асан" }),
      await newPerson({ ...small, name: "Гүлнар" }),
      await newPerson({ ...small, name: "Бектур" }),
      await newPerson({ ...small, name: "Жамила" }),
    ];
    const people = [asan, gulnar, bektur];
    for (const { guard } of [...people, jamila]) {
      guard.allow(/ERR_CONNECTION_(REFUSED|RESET)|404|WebSocket/, /400 .*socket\.io/);
    }
    const t = await wordsOf(asan.locale);
    for (const person of people) {
      await openRoom(person, room);
      await fillName(person);
    }
    await openRoom(jamila, room); // she does nothing, so her page has no call yet
    await update(
      "components/settings/SettingsDialog.tsx",
      (text) =>
        text.replace(/export function SettingsDialog.*\{$/m, '$&\n  globalThis.name ||= "";'),
    );

    // What the old page asks for is not in the new build, and comes all the same.
    for (const person of [asan, gulnar]) await join(person);
    await everyOrderedPairFlows([asan, gulnar]);
    await asan.page.locator("#more-menu").evaluate((menu) => (menu as HTMLElement).showPopover());
    const settings = { hasText: t("settings.title") };
    await asan.page.locator("#more-menu [role=menuitem]", settings).click();
    await asan.page.locator("dialog[open]").waitFor();
    await asan.press("Escape");

    // Where it is gone, the page says so and asks no more.
    await Deno.remove(pathOf(checkout.dir, "_fresh/kept"), { recursive: true });
    await fillName(jamila);
    await until(() => jamila.text(), {
      what: "the notice in the lobby",
      ok: (text) => text.includes(t("update.title")),
    });
    await reload(jamila);
    await until(() => jamila.sees("button", t("lobby.join")), {
      what: "the lobby of the new page",
    });
    await jamila.page.close();
    await join(bektur);
    await until(() => bektur.text(), {
      what: "the notice",
      ok: (text) => text.includes(t("update.call")),
    });
    await reload(bektur);
    await until(() => bektur.sees("button", t("call.leave")), { what: "Бектур back in the call" });
    assert.ok(!(await bektur.text()).includes(t("update.call")));
    await bektur.click("button", t("call.leave"));
    await openRoom(bektur, room);

    // A server that understands no page of before: the call goes on, a reload comes back to it.
    await update(
      "protocol/version.ts",
      (text) => text.replace("PROTOCOL_VERSION = 2", "PROTOCOL_VERSION = 3"),
    );
    for (const person of [asan, gulnar]) {
      await until(() => person.text(), {
        what: `the notice for ${person.name}`,
        ok: (text) => text.includes(t("update.call")),
      });
    }
    await everyOrderedPairFlows([asan, gulnar]);
    await until(() => bektur.text(), {
      what: "the notice in the lobby",
      ok: (text) => text.includes(t("update.help")),
    });
    for (const person of people) await reload(person);
    await fillName(bektur);
    await join(bektur);
    for (const person of [asan, gulnar]) {
      await until(() => person.sees("button", t("call.leave")), { what: `${person.name} is back` });
    }
    await everyOrderedPairFlows([asan, gulnar]);
    assert.ok(!(await asan.text()).includes(t("update.call")));
  }),
);
