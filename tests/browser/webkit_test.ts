// WebKit, the engine of Safari: pages stand and answer there. Debian's WebKit has no WebRTC, so its
// person reads and writes, while somebody in Chromium is there in full.
import {
  chatLines,
  echo,
  enterRoom,
  everybodyCounts,
  fillName,
  join,
  leave,
  openChat,
  openRoom,
  say,
  tiles,
} from "./harness/actions.ts";
import type { Person } from "./harness/person.ts";
import { setStage } from "./harness/stage.ts";
import { webKitMissing } from "./harness/webkit.ts";
import { until } from "./harness/wait.ts";

const stage = setStage();
const ignore = await webKitMissing() !== null;

Deno.test({
  name: "WebKit and Chromium write to each other, and no dialog or menu is missing in WebKit",
  ignore,
  fn: stage.scene(async ({ newPerson, newWebKitPerson, room }) => {
    const asan = await newPerson({ name: "Асан" });
    const gulnar = await newWebKitPerson({ name: "Гүлнар" });
    await enterRoom(asan, room);
    await openRoom(gulnar, room);
    await until(() => gulnar.text(), {
      what: "what this browser cannot do",
      ok: (text) => /Бул браузерде чат гана иштейт/.test(text),
    });
    await fillName(gulnar);
    await join(gulnar);
    await everybodyCounts([asan, gulnar], 2);
    await until(() => tiles(gulnar), {
      what: "a tile that says why it has no picture",
      ok: (list) => list.some((tile) => /^Асан.*Түз байланыш түзүлбөдү$/.test(tile)),
    });
    await openChat(asan);
    await say(asan, "Chromium'дан салам");
    await say(gulnar, "WebKit'тен салам");
    for (const person of [asan, gulnar]) {
      await until(() => chatLines(person), {
        what: `both messages at ${person.name}`,
        ok: (lines) => ["Chromium", "WebKit"].every((word) => lines.join().includes(word)),
      });
    }
    await gulnar.click("button", "Катышуучунун менюсу");
    await standsInTheWindow(gulnar, ".menu:popover-open", 80);
    await gulnar.press("Escape");
    for (const name of ["Чакыруу", "Шифрлөө", "Жөндөөлөр", /^Ыкчам баскычтар/]) {
      await gulnar.click("button", "Дагы");
      await standsInTheWindow(gulnar, ".menu:popover-open", 200);
      await gulnar.click("menuitem", name);
      await standsInTheWindow(gulnar, "dialog[open]", 150);
      await until(() => gulnar.sees("dialog", name), { what: `the dialog ${name}` });
      await gulnar.press("Escape");
      await until(() => gulnar.sees("dialog", name), {
        what: `"${name}" closed`,
        ok: (open) => !open,
      });
    }
    await leave(gulnar);
    await everybodyCounts([asan], 1);
  }),
});

Deno.test({
  name: "WebKit gets an echo of its test messages",
  ignore,
  fn: stage.scene(async ({ newWebKitPerson }) => {
    const gulnar = await newWebKitPerson({ name: "Гүлнар" });
    await echo(gulnar, "Салам, WebKit");
  }),
});

/** Waits until the element is inside the window and so high, in CSS pixels. */
async function standsInTheWindow(person: Person, selector: string, height: number): Promise<void> {
  const look = (selector: string) => {
    const box = document.querySelector(selector)?.getBoundingClientRect();
    return box === undefined ? null : {
      top: box.top,
      height: box.height,
      below: innerHeight - box.bottom,
    };
  };
  await until(() => person.evaluate(look, selector), {
    what: `${selector} at least ${height} px high in the window of ${person.name}`,
    ok: (box) => box !== null && box.height >= height && box.top >= 0 && box.below >= 0,
  });
}
