// While camera and microphone open, no press that was meant to start them may stop them.
import assert from "node:assert/strict";
import type { ChromiumPerson } from "./harness/chromium.ts";
import { fillName, join } from "./harness/actions.ts";
import { framesRise } from "./harness/media.ts";
import { comeToRest } from "./harness/rest.ts";
import { setStage } from "./harness/stage.ts";
import { until } from "./harness/wait.ts";

const stage = setStage();
const START = "Видеону баштоо";
const OWN = "[data-kind=camera].is-self:not(.is-cam-off) video";
/** A press this long after the screen showed "stop", in milliseconds, may mean it: half of a reaction. */
const MAY_BE_MEANT = 125;
const TRIES = 8;

/** What a page of this test has besides its own. */
interface Watched {
  openDevices(): void;
  /** When the screen first showed that the camera can be stopped, on the clock of events. */
  stopSeenAt: number;
  /** When the hand pressed a button or a key. */
  presses: number[];
}

/** Runs in the page: devices open when the test says so, and what hand and screen do is noted. */
function watch({ start, isFirst }: { start: string; isFirst: boolean }): void {
  const page = globalThis as unknown as Watched;
  const { promise, resolve } = Promise.withResolvers<void>();
  const { mediaDevices: devices, permissions } = navigator;
  const real = devices.getUserMedia.bind(devices);
  devices.getUserMedia = async (constraints) => {
    await promise;
    return await real(constraints);
  };
  if (isFirst) {
    const query = permissions.query.bind(permissions);
    permissions.query = async (what) =>
      new Proxy(await query(what), {
        get: (target, name) => name === "state" ? "prompt" : Reflect.get(target, name, target),
      });
  }
  page.openDevices = resolve;
  page.stopSeenAt = Infinity;
  page.presses = [];
  for (const kind of ["pointerdown", "keydown"]) {
    addEventListener(kind, ({ timeStamp, target }) => {
      if (target instanceof Element && target.closest("button")) page.presses.push(timeStamp);
    }, true);
  }
  let wasThere = false;
  new MutationObserver((_, observer) => {
    const names = [...document.querySelectorAll(".preview-controls button")].map((button) =>
      button.getAttribute("aria-label") ?? button.textContent
    );
    const isThere = names.some((name) => name.trim() === start);
    wasThere ||= isThere;
    if (!wasThere || isThere) return;
    observer.disconnect();
    requestAnimationFrame((now) => void (page.stopSeenAt = now));
  }).observe(document, { subtree: true, childList: true, attributes: true });
}

/** A hand that has found the button that starts, and keeps pressing there. */
interface Hand {
  person: ChromiumPerson;
  press(clicks?: number): Promise<void>;
  key(): Promise<void>;
  /** Devices open. */
  open(): Promise<void>;
  /** They are open, and the label is another one. */
  opened(): Promise<void>;
}

async function takeHand(person: ChromiumPerson, isFirst: boolean): Promise<Hand> {
  const { page } = person;
  const start = page.getByRole("button", { name: START });
  const ready = start.and(page.locator(isFirst ? ":enabled" : "[aria-busy=true]"));
  await ready.waitFor();
  await comeToRest(person); // or the button is no more where the hand has seen it
  const { x, y, width, height } = await ready.boundingBox() ?? assert.fail("it can be seen");
  const open = () => page.evaluate(() => (globalThis as unknown as Watched).openDevices());
  return {
    person,
    open,
    press: async (clicks = 1) => {
      await page.mouse.move(x + width / 2, y + height / 2);
      await page.mouse.down({ clickCount: clicks });
      await page.mouse.up({ clickCount: clicks });
    },
    key: async () => {
      if (await start.count() > 0) await start.focus();
      await page.keyboard.press("Enter");
    },
    opened: async () => {
      await open();
      await until(() => start.count(), {
        what: "it to open",
        ok: (count) => count === 0,
        every: 5,
      });
    },
  };
}

interface Visit {
  /** How often the hand presses. */
  presses: number;
  /** It is the first visit: devices wait for a press. */
  isFirst?: boolean;
  come(hand: Hand): Promise<unknown>;
}

const VISITS: Record<string, Visit> = {
  "does not press": { presses: 0, come: (hand) => hand.open() },
  "presses before it opens": {
    presses: 1,
    come: async (hand) => {
      await hand.press();
      await hand.open();
    },
  },
  "presses as it opens": { presses: 1, come: (hand) => Promise.all([hand.open(), hand.press()]) },
  "presses just after it opened": {
    presses: 1,
    come: async (hand) => {
      await hand.opened();
      await hand.press();
    },
  },
  "presses again as it opens": {
    presses: 2,
    come: async (hand) => {
      await hand.press();
      await Promise.all([hand.open(), hand.press()]);
    },
  },
  "presses again just after it opened": { presses: 2, come: pressAround },
  "double-clicks before it opens": {
    presses: 2,
    come: async (hand) => {
      await hand.press();
      await hand.press(2);
      await hand.open();
    },
  },
  "double-clicks while it opens": { presses: 2, come: (hand) => pressAround(hand, 2) },
  "presses a key before it opens": {
    presses: 1,
    come: async (hand) => {
      await hand.key();
      await hand.open();
    },
  },
  "presses a key again just after it opened": {
    presses: 2,
    come: async (hand) => {
      await hand.key();
      await hand.opened();
      await hand.key();
    },
  },
  "presses for the first time, and again just after it opened": {
    presses: 2,
    isFirst: true,
    come: pressAround,
  },
};

async function pressAround(hand: Hand, clicks = 1): Promise<void> {
  await hand.press();
  await hand.opened();
  await hand.press(clicks);
}

/** Whether all presses came before the person can have read another label. */
async function isUnread({ page }: ChromiumPerson, presses: number): Promise<boolean> {
  const seen = () =>
    page.evaluate(() => {
      const { stopSeenAt, presses } = globalThis as unknown as Watched;
      return { stopSeenAt, presses };
    });
  const { stopSeenAt, presses: made } = await until(seen, {
    what: "a label that says that it is open",
    ok: ({ stopSeenAt }) => Number.isFinite(stopSeenAt),
  });
  assert.equal(made.length, presses, "the hand pressed a button each time");
  return made.every((at) => at - stopSeenAt < MAY_BE_MEANT);
}

/** A hand that was too slow has stopped the camera, and the page would leave it so. */
async function forgetStop({ page }: ChromiumPerson): Promise<void> {
  await page.evaluate(() => localStorage.removeItem("juz:wants:camera"));
  await page.reload();
}

/** A hand that was too slow on a busy computer may have meant to stop: the visit is made again. */
async function comeUnread(person: ChromiumPerson, room: string, visit: Visit, name: boolean) {
  const { isFirst = false, presses, come } = visit;
  await person.page.addInitScript(watch, { start: START, isFirst });
  for (let left = TRIES; left > 0; left--) {
    await person.goto(`/r/${encodeURIComponent(room)}`);
    if (left < TRIES) await forgetStop(person);
    const hand = await takeHand(person, isFirst);
    if (name) await fillName(person);
    await come(hand);
    if (await isUnread(person, presses)) return;
  }
  assert.fail(`the hand was too slow in each of ${TRIES} visits`);
}

for (const [number, [what, visit]] of Object.entries(VISITS).entries()) {
  const nameFirst = number % 2 === 1; // what the hand does before has nothing to do with it
  Deno.test(
    `a visit ends with a picture: ${what}${nameFirst ? ", the name is there" : ""}`,
    stage.scene(async ({ newPerson, room }) => {
      const asan = await newPerson({ name: "Асан" });
      await comeUnread(asan, room, visit, nameFirst);
      if (!nameFirst) await fillName(asan);
      await join(asan);
      await framesRise(asan, OWN);
      await until(() => asan.sees("button", START), { what: "a label", ok: (seen) => !seen });
    }),
  );
}
