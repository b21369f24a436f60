// «Байланышты үнөмдөө» in real browsers: what voices weigh on the wire, and pictures on request alone.
import assert from "node:assert/strict";
import { enterAll } from "./harness/actions.ts";
import { inEngines } from "./harness/engines.ts";
import { everyOrderedPairFlows } from "./harness/media.ts";
import type { Person } from "./harness/person.ts";
import { setStage } from "./harness/stage.ts";
import { speechFile } from "./harness/speech_file.ts";
import { pause, until } from "./harness/wait.ts";
import { wordsOf } from "./harness/words.ts";

/** For so long a voice is weighed, in milliseconds. */
const WEIGHED_MS = 4_000;
/** So long takes a look whether it is worth weighing. */
const GLANCE_MS = 1_000;
/** Packets a second of a voice that is saved on, and of a whole one. */
const FEW_PACKETS = 18;
const MANY_PACKETS = 40;
const OTHER = "main [data-kind=camera]:not(.is-self)";

const stage = setStage({
  lightDevices: false,
  flags: [`--use-file-for-fake-audio-capture=${speechFile()}`],
});

inEngines(
  "saving data: a voice takes 20 kbit/s with all its headers, a picture is sent when it is pinned",
  {
    stage,
    play: async (scene) => {
      const [asan, gulnar] = await enterAll(scene, 2);
      assert.ok(asan && gulnar);
      const t = await wordsOf(gulnar.locale);
      await everyOrderedPairFlows([asan, gulnar]);
      const usual = await weigh(asan, GLANCE_MS);
      await press(gulnar, t("saving.title"));
      const [theirs, own] = await Promise.all([smallVoice(asan), smallVoice(gulnar)]);
      console.log(`${asan.browser}: ${told(usual)} before, ${told(theirs)} and ${told(own)} after`);
      for (const { kbits } of [theirs, own]) {
        assert.ok(kbits > 0 && kbits <= 20, `${kbits}`);
      }
      await asan.press("p");
      await until(() => marks(asan, t("saving.is")), { what: "who saves data", ok: Boolean });
      await until(() => pictureBytes(asan), {
        what: "nothing of a picture that nobody pinned",
        ok: (bytes) => bytes === 0,
      });
      await until(() => marks(gulnar, t("saving.pin")), { what: "how to get a picture" });
      await everyOrderedPairFlows([asan, gulnar], { frames: 0 });

      await pin(gulnar);
      await until(() => pictureBytes(asan), { what: "a picture that is pinned", ok: Boolean });

      await press(gulnar, t("saving.title"));
      await until(() => weigh(asan, GLANCE_MS), {
        what: "a whole voice",
        ok: ({ packets }) => packets >= MANY_PACKETS,
      });
    },
  },
);

/** What a voice takes on the wire: kbit/s with all headers, and packets a second. */
interface Weight {
  kbits: number;
  packets: number;
}

function told({ kbits, packets }: Weight): string {
  return `${kbits.toFixed(1)} kbit/s in ${packets.toFixed(0)} packets`;
}

/** IPv4, UDP, and the tag of SRTP. */
const OUTER_BYTES = 20 + 8 + 10;

/** The voice of somebody who saves data, weighed once what was under way has left. */
async function smallVoice(person: Person): Promise<Weight> {
  const wait = {
    what: `a small voice of ${person.name}`,
    ok: ({ packets }: Weight) => packets <= FEW_PACKETS,
  };
  await until(() => weigh(person, GLANCE_MS), wait);
  return await until(() => weigh(person, WEIGHED_MS), wait);
}

async function weigh(person: Person, span: number): Promise<Weight> {
  const before = await sent(person, "audio");
  await pause(span);
  const after = await sent(person, "audio");
  const packets = after.packets - before.packets;
  const bytes = after.bytes - before.bytes + OUTER_BYTES * packets;
  const ms = after.at - before.at;
  return { kbits: 8 * bytes / ms, packets: 1_000 * packets / ms };
}

/** Within a second, when what was under way has left. */
async function pictureBytes(person: Person): Promise<number> {
  const before = await sent(person, "video");
  await pause(1_000);
  return (await sent(person, "video")).bytes - before.bytes;
}

function sent(
  person: Person,
  kind: "audio" | "video",
): Promise<{ at: number; bytes: number; packets: number }> {
  return person.evaluate(async (kind) => {
    const sum = { at: performance.now(), bytes: 0, packets: 0 };
    for (const { pc } of globalThis.__probe?.connections ?? []) {
      if (pc.connectionState !== "connected") continue;
      for (const entry of (await pc.getStats()).values()) {
        if (entry.type !== "outbound-rtp" || entry.kind !== kind) continue;
        const headers = entry.headerBytesSent ?? 12 * entry.packetsSent;
        sum.bytes += entry.bytesSent + headers;
        sum.packets += entry.packetsSent;
      }
    }
    return sum;
  }, kind);
}

/** Presses an item of the menu of everything. */
async function press(person: Person, item: string): Promise<void> {
  await person.evaluate(() => {
    document.querySelector<HTMLElement>('[popovertarget="more-menu"]')?.click();
  }, null);
  const pressed = () =>
    person.evaluate((item) => {
      const all = [...document.querySelectorAll<HTMLElement>("#more-menu [role^=menuitem]")];
      const found = all.find(({ textContent }) => textContent?.includes(item));
      found?.click();
      return found !== undefined;
    }, item);
  await until(pressed, { what: `“${item}” in the menu`, ok: Boolean });
}

function pin(person: Person): Promise<void> {
  return person.evaluate((selector) => {
    document.querySelector(selector)?.dispatchEvent(new MouseEvent("dblclick", { bubbles: true }));
  }, OTHER);
}

/** Whether a mark with these words is anywhere on the page. */
function marks(person: Person, words: string): Promise<boolean> {
  return person.evaluate((words) => document.body.innerHTML.includes(words), words);
}
