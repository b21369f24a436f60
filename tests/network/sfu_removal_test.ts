// Pages that do not keep to the rules in a room that uses an SFU: one that does not go, one that sends on.
import assert from "node:assert/strict";
import { awake, fillName, join, turn } from "../browser/harness/actions.ts";
import type { ChromiumPerson } from "../browser/harness/chromium.ts";
import { pause, until } from "../browser/harness/wait.ts";
import { coturnMissing } from "../turn/coturn.ts";
import { labMissing } from "./ip.ts";
import { janusMissing } from "./janus.ts";
import { Lab } from "./lab.ts";
import { Town } from "./network_world.ts";
import { arriving, untilAllCome } from "./ways.ts";

const ignore = (await labMissing() ?? coturnMissing() ?? janusMissing()) !== null;
/** So long after the host's press nothing comes any more, in milliseconds. */
const GONE_MS = 200;

/** «Жаңы бөлмө түзүү», and in: answers the link that the host hands on. */
async function makeRoom(host: ChromiumPerson): Promise<string> {
  await host.goto("/");
  await host.click("button", "Жаңы бөлмө түзүү");
  await until(() => host.evaluate(() => location.hash, null), {
    what: "the host's key to be taken out of the address",
    ok: (hash) => /^#k=[\w-]{22}$/.test(hash),
  });
  const link = await host.evaluate(() => location.pathname + location.hash, null);
  await enter(host);
  return link;
}

async function enter(person: ChromiumPerson): Promise<void> {
  await until(() => person.sees("button", "Бөлмөгө кошулуу"), { what: "the lobby" });
  await awake(person);
  await fillName(person);
  await turn(person, "cam", true);
  await join(person);
}

/** Runs in the page: media bytes that all its connections have received so far. */
async function received(): Promise<number> {
  let sum = 0;
  for (const { pc } of globalThis.__probe?.connections ?? []) {
    for (const entry of (await pc.getStats()).values()) {
      if (entry.type === "inbound-rtp") sum += entry.bytesReceived;
    }
  }
  return sum;
}

Deno.test({
  name:
    "network: whoever is removed receives nothing of an SFU 200 ms later, whatever their page does",
  ignore,
  fn: async () => {
    await using lab = await Lab.build();
    await using town = await Town.open(lab, { meshMax: 2 });
    const { a: host, b } = town.people;
    const patched = await town.newPerson("b", { name: "Бектур", lightDevices: true });
    await patched.page.addInitScript(() => {
      RTCPeerConnection.prototype.close = () => {};
      RTCRtpTransceiver.prototype.stop = () => {};
    });
    const link = await makeRoom(host);
    for (const person of [b, patched]) {
      await person.goto(link);
      await enter(person);
    }
    await untilAllCome("sfu", [host, b]);
    const before = await patched.evaluate(received, null);
    await until(() => patched.evaluate(received, null), {
      what: "media at the patched page",
      ok: (now) => now > before,
    });
    await host.click("button", "Катышуучуларды көрсөтүү");
    await host.click("button", "Бектур: башкаруу");
    await host.click("menuitem", "Чыгаруу");
    await pause(GONE_MS);
    const soon = await patched.evaluate(received, null);
    await pause(2_000);
    assert.equal(await patched.evaluate(received, null) - soon, 0);
    await untilAllCome("mesh", [host, b]);
  },
});

/** Runs in the page: media bytes that it has sent to the SFU so far. */
async function sent(): Promise<number> {
  let sum = 0;
  for (const { pc } of globalThis.__probe?.connections ?? []) {
    if (!/a=ice-lite/.test(pc.remoteDescription?.sdp ?? "")) continue;
    for (const entry of (await pc.getStats()).values()) {
      if (entry.type === "outbound-rtp") sum += entry.bytesSent;
    }
  }
  return sum;
}

Deno.test({
  name: "network: what the room shows as off is not forwarded, whatever a page goes on sending",
  ignore,
  fn: async () => {
    await using lab = await Lab.build();
    await using town = await Town.open(lab, { meshMax: 2 });
    const settings = { joinMuted: true };
    const [one, other] = await Promise.all(
      (["a", "b"] as const).map((place) =>
        town.newPerson(place, { name: `Мээрим ${place}`, lightDevices: true, settings })
      ),
    );
    const patched = await town.newPerson("b", { name: "Бектур", lightDevices: true });
    assert.ok(one && other);
    await patched.page.addInitScript(() => {
      MediaStreamTrack.prototype.stop = () => {};
      const replace = RTCRtpSender.prototype.replaceTrack;
      RTCRtpSender.prototype.replaceTrack = function (track) {
        return track === null ? Promise.resolve() : replace.call(this, track);
      };
    });
    for (const person of [one, other, patched]) {
      await person.goto("/r/big");
      await enter(person);
    }
    for (const person of [one, other]) await turn(person, "cam", false);
    await until(() => arriving(one), { what: "media of the SFU", ok: ({ sfu }) => sfu > 0 });
    await turn(patched, "cam", false);
    await turn(patched, "mic", false);
    await until(() => arriving(one), { what: "nothing of the SFU", ok: ({ sfu }) => sfu === 0 });
    const before = await patched.evaluate(sent, null);
    await pause(1_000);
    assert.ok(await patched.evaluate(sent, null) > before, "the page goes on sending");
    assert.equal((await arriving(one)).sfu, 0);
  },
});
