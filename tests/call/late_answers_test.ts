// What a browser answers after the end: no device stays captured that nobody wants any more.
import assert from "node:assert/strict";
import { TestPage } from "@/call/connection_test/test_page.ts";
import { nullPorts } from "@/call/null_ports.ts";
import { fakeDevices } from "../fakes/ports.ts";
import { settled } from "../fakes/random.ts";
import { fakeRtc } from "../fakes/rtc.ts";
import { joined, type Person, Town } from "../fakes/client_world.ts";

/** Lets every question to the person wait; what was opened in the end is in `tracks`. */
function slowly(devices: Person["devices"]) {
  const tracks: MediaStreamTrack[] = [];
  let answer = () => {};
  const asked = new Promise<void>((resolve) => answer = resolve);
  const { open, openScreen } = devices;
  devices.open = async (...how) => {
    await asked;
    const track = await open(...how);
    tracks.push(track);
    return track;
  };
  devices.openScreen = async () => {
    await asked;
    const { video, audio } = await openScreen();
    tracks.push(video);
    if (audio) tracks.push(audio);
    return { video, audio };
  };
  return { tracks, answer: () => answer() };
}

/** Each way in which a visit ends. */
const ENDINGS: Record<string, (people: [Person, Person], town: Town) => void> = {
  left: ([person]) => person.call.membership.leave(),
  replaced: ([person], town) =>
    void town.open("room1", { store: person.store }).call.membership.join("Г"),
  removed: ([person]) => tell(person, "member:removed", { by: { id: "h", name: "Host" } }),
  ended: ([person]) => tell(person, "room:ended", { by: { id: "h", name: "Host" } }),
};

function tell(person: Person, event: "member:removed" | "room:ended", payload: object): void {
  person.hear(event, payload);
}

for (const [name, end] of Object.entries(ENDINGS)) {
  Deno.test(`devices and a screen that come after the end are let go: ${name}`, async () => {
    const town = new Town();
    const person = town.open("room1");
    const slow = slowly(person.devices);
    await settled();
    person.call.membership.join("Гүлнар");
    await settled();
    void person.call.media.toggleScreen();
    await settled();
    const [other] = await joined(town, ["Асан"]);
    assert.ok(other);
    end([person, other], town);
    await settled();
    const { call } = person;
    assert.notEqual(call.membership.phase.value, "call");
    slow.answer();
    await settled();
    assert.equal(slow.tracks.length, 4);
    assert.deepEqual(slow.tracks.map(({ readyState }) => readyState), Array(4).fill("ended"));
    assert.deepEqual(call.media.tracks.value, {
      mic: null,
      camera: null,
      screen: null,
      screenAudio: null,
    });
    assert.deepEqual(call.media.problems.value, {});
    assert.equal(call.media.opening.value.mic, false);
  });
}

Deno.test("left and joined again before the answer: what comes is used, once", async () => {
  const person = new Town().open("room1");
  const slow = slowly(person.devices);
  await settled();
  person.call.membership.join("Гүлнар");
  await settled();
  person.call.membership.leave();
  await settled();
  person.call.membership.join("Гүлнар");
  await settled();
  slow.answer();
  await settled();
  const { media: local } = person.call;
  assert.deepEqual([local.flags.value.mic, local.flags.value.camera], [true, true]);
  assert.equal(slow.tracks.filter(({ readyState }) => readyState === "live").length, 2);
});

Deno.test("a chosen device that is found missing after the end has no other one opened", async () => {
  const person = new Town().open("room1");
  await settled();
  for (const kind of ["mic", "camera"] as const) await person.call.media.choose(kind, "gone");
  let asked = 0;
  let answer = () => {};
  const waiting = new Promise<void>((resolve) => answer = resolve);
  const { open } = person.devices;
  person.devices.open = async (...how) => {
    asked++;
    await waiting;
    return await open(...how);
  };
  person.call.membership.join("Гүлнар");
  await settled();
  person.call.membership.leave();
  answer();
  await settled();
  assert.equal(asked, 2);
  assert.deepEqual(person.call.media.chosen.value, { mic: "gone", camera: "gone" });
});

Deno.test("a camera that was switched off while the browser asked is let go", async () => {
  const person = new Town().open("room1");
  const slow = slowly(person.devices);
  await settled();
  person.call.membership.join("Гүлнар");
  await settled();
  void person.call.media.toggle("camera", false);
  slow.answer();
  await settled();
  const { media: local } = person.call;
  assert.deepEqual([local.flags.value.mic, local.flags.value.camera], [true, false]);
  assert.equal(slow.tracks.filter(({ readyState }) => readyState === "live").length, 1);
});

Deno.test("what is allowed after one has left opens nothing", async () => {
  const person = new Town().open("room1");
  person.devices.failures.mic = new DOMException("no", "NotAllowedError");
  await settled();
  person.call.membership.join("Гүлнар");
  await settled();
  assert.equal(person.call.media.problems.value.mic, "denied");
  person.call.membership.leave();
  await settled();
  person.devices.failures = {};
  person.devices.permission = () => Promise.resolve("granted");
  const before = person.devices.opened.length;
  person.devices.allow();
  await settled();
  assert.equal(person.devices.opened.length, before);
});

Deno.test("an echo test that was given up opens no connection and keeps no device", async () => {
  const devices = fakeDevices();
  const rtc = fakeRtc();
  const echo = new TestPage({ ...nullPorts(), devices, rtc });
  const slow = slowly(devices);
  echo.open();
  await settled();
  const started = echo.start();
  await settled();
  echo.stop();
  slow.answer();
  await started;
  await settled();
  assert.equal(echo.running.value, false);
  assert.deepEqual(slow.tracks.map(({ readyState }) => readyState), ["ended", "ended"]);
});
