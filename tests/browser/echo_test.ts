// The echo test: the server's answer, and oneself over a real connection that nobody else hears.
import assert from "node:assert/strict";
import { echo } from "./harness/actions.ts";
import { audioEnergyRises, framesRise, links } from "./harness/media.ts";
import { setStage } from "./harness/stage.ts";
import { until } from "./harness/wait.ts";

const stage = setStage({ lightDevices: false });

Deno.test(
  "«Тест билдирүү жөнөтүү» logs the server's echo with its round trip, every time",
  stage.scene(async ({ newPerson }) => {
    const asan = await newPerson({ name: "Асан" });
    const log = await echo(asan, "бир <b>эки</b>");
    assert.match(log, /Жооп келди: \d+ мс/);
    assert.ok(log.includes("бир <b>эки</b>"));
    await asan.click("button", "Тест билдирүү жөнөтүү");
    await until(() => asan.page.locator("[role=log] p").count(), {
      what: "two entries",
      ok: (count) => count === 2,
    });
  }),
);

Deno.test(
  "one sees and hears oneself over a real connection, and can stop it",
  stage.scene(async ({ newPerson }) => {
    const asan = await newPerson({ name: "Асан" });
    await asan.goto("/test");
    await asan.click("button", "Текшерүүнү баштоо");
    await framesRise(asan, "main video");
    await audioEnergyRises(asan);
    assert.equal((await links(asan)).length, 2, "both ends are in this page");
    await asan.click("button", "Жокко чыгаруу");
    await until(() => links(asan), { what: "no connection", ok: (list) => list.length === 0 });
  }),
);
