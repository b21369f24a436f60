// What a call survives: a server that is killed, a browser that is, reloads, and a second tab.
import assert from "node:assert/strict";
import { crowding } from "../hostile/server_health.ts";
import { enterAll, everybodyCounts, tiles } from "./harness/actions.ts";
import { everyOrderedPairFlows, negotiations } from "./harness/media.ts";
import { takePauses, watchPauses } from "./harness/pauses.ts";
import { buildOnce, freePort, Server } from "./harness/server.ts";
import { setStage } from "./harness/stage.ts";
import { pause, until } from "./harness/wait.ts";
import { wordsOf } from "./harness/words.ts";

const env = { PORT: String(freePort()), DATA_DIR: await Deno.makeTempDir() };
const origin = `http://localhost:${env.PORT}`;
let server: Server | null = null;

/** A server that this file may kill. */
async function start(): Promise<Server> {
  await buildOnce();
  return server ??= await Server.start({ env });
}

const stage = setStage({ fakeDevice: "fps=10", origin: () => start().then(() => origin) });
Deno.test.afterAll(async () => void await server?.stop());

const SMALL = { viewport: { width: 480, height: 360 } };
/** How long pauses are looked for, with the server and without. */
const CALM_MS = 3_000;
/** What a server that starts costs the two cores that all of this runs on. */
const NOISE_MS = 600;

Deno.test(
  "a server that is killed and started again stops no picture and no voice, and negotiates nothing",
  stage.scene(async (scene) => {
    const people = await enterAll(scene, 3, SMALL);
    const [asan] = people;
    assert.ok(asan);
    for (const { guard } of people) guard.allow(/ERR_CONNECTION_REFUSED|ERR_CONNECTION_RESET/);
    await everyOrderedPairFlows(people);
    const before = await Promise.all(people.map(negotiations));
    await watchPauses(people);
    await pause(CALM_MS); // the calm that all is compared with
    const calm = await takePauses(people);
    await (await start()).kill();
    const t = await wordsOf(asan.locale);
    await until(() => asan.text(), {
      what: "the banner",
      ok: (text) => text.includes(t("connection.reconnecting")),
    });
    await pause(CALM_MS);
    server = null;
    await start();
    const opened = performance.now();
    await until(() => Promise.all(people.map((person) => person.text())), {
      what: "everybody back",
      ok: (texts) => texts.every((text) => !text.includes(t("connection.reconnecting"))),
      every: 50,
    });
    const back = Math.round(performance.now() - opened);
    const worst = await takePauses(people);
    console.log(
      `longest pause of pictures ${worst.video} ms (calm ${calm.video}), ` +
        `of sound ${worst.audio} ms (calm ${calm.audio}); back ${back} ms after the port opened`,
    );
    await everyOrderedPairFlows(people);
    assert.deepEqual(await Promise.all(people.map(negotiations)), before);
    await everybodyCounts(people, 3);
    assert.ok(worst.video <= calm.video + NOISE_MS, `${worst.video} ms without a frame`);
    assert.ok(worst.audio <= calm.audio + NOISE_MS, `${worst.audio} ms without sound`);
  }),
);

Deno.test(
  "who crashes is grey within 3 s and gone within 15 s",
  stage.scene(async (scene) => {
    const [asan, gulnar] = await enterAll(scene, 2, SMALL);
    assert.ok(asan && gulnar);
    await everyOrderedPairFlows([asan, gulnar]);
    const t = await wordsOf(asan.locale);
    gulnar.guard.allow(/^crash/);
    const crashed = performance.now();
    const inspector = await gulnar.context.newCDPSession(gulnar.page);
    void inspector.send("Page.crash").catch(() => {}); // nobody is left to answer
    const since = () => Math.round(performance.now() - crashed);
    await until(() => tiles(asan), {
      what: "a grey tile",
      ok: (list) => list.some((label) => label.includes(t("tile.away"))),
      every: 50,
    });
    const grey = since();
    await until(() => tiles(asan), { what: "one tile", ok: (list) => list.length === 1 });
    const gone = since();
    console.log(`grey after ${grey} ms, gone after ${gone} ms`);
    assert.ok(grey <= 3_000 * crowding() && gone <= 15_000 * crowding(), `${grey} ms, ${gone} ms`);
  }),
);

Deno.test(
  "a duplicated tab asks first; by a press it takes the call over: the older one says so, and nobody sees two of them",
  stage.scene(async (scene) => {
    const [asan, gulnar] = await enterAll(scene, 2, SMALL);
    assert.ok(asan && gulnar);
    const t = await wordsOf(asan.locale);
    const opened = asan.context.waitForEvent("page");
    await asan.evaluate(() => void globalThis.open(location.href, "_blank"), null);
    const twin = await opened;
    const submit = twin.locator("form .primary[type=submit]:enabled");
    await submit.waitFor();
    await pause(1_000);
    assert.equal(await twin.getByRole("button", { name: t("call.leave") }).count(), 0);
    assert.ok(!(await asan.text()).includes(t("problem.duplicate.title")));
    await submit.click();
    await twin.getByRole("button", { name: t("call.leave") }).waitFor();
    await until(() => asan.text(), {
      what: "the older tab to say so",
      ok: (text) => text.includes(t("problem.duplicate.title")),
    });
    for (let look = 0; look < 5; look++) {
      assert.equal((await tiles(gulnar)).length, 2);
      await pause(200);
    }
    await everybodyCounts([gulnar], 2);
  }),
);
