// People without browsers: the whole client over real sockets, with devices and media played.
import { dialSocketIo } from "../call/browser/wire.ts";
import type { Clock, Outcome, Wire } from "../call/ports.ts";
import { Preferences } from "../call/preferences.ts";
import { Session } from "../call/session.ts";
import { Lifeline } from "../call/wire/lifeline.ts";
import { fakeAudio, fakeDevices, fakePage, fakeStore } from "../tests/fakes/ports.ts";
import { fakeRtc } from "../tests/fakes/rtc.ts";

const CLOCK: Clock = {
  now: () => Date.now(),
  steady: () => performance.now(),
  after: (ms, run) => {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
  uuid: () => crypto.randomUUID(),
  random: Math.random,
};

/** One of them, and how the server answered each time they came. */
export interface Visitor {
  session: Session;
  /** Moments by `performance.now()`. */
  joined: number[];
  refused: string[];
  errors: unknown[];
  close(): void;
}

/** Opens the room's page, so to say, and presses "join". */
export function visit(url: string, { room, name }: { room: string; name: string }): Visitor {
  const lifeline = new Lifeline({ clock: CLOCK, dial: dialSocketIo(url) });
  const joined: number[] = [];
  const refused: string[] = [];
  const errors: unknown[] = [];
  const note = (outcome: Outcome<object>) => {
    if (outcome.ok) joined.push(performance.now());
    else if (outcome.error !== "offline") refused.push(outcome.error);
  };
  const wire: Wire = {
    connected: lifeline.connected,
    outdated: lifeline.outdated,
    trouble: lifeline.trouble,
    connect: () => lifeline.connect(),
    check: () => lifeline.check(),
    doubt: () => lifeline.doubt(),
    close: () => lifeline.close(),
    onNotice: (event, listener) => lifeline.onNotice(event, listener),
    request: async (event, payload) => {
      const outcome = await lifeline.request(event, payload);
      if (event === "room:join") note(outcome);
      return outcome;
    },
  };
  const store = fakeStore();
  const session = new Session(room, {
    wire,
    store,
    rtc: fakeRtc(),
    devices: fakeDevices(),
    clock: CLOCK,
    secrets: {
      subtle: crypto.subtle,
      random: (bytes) => crypto.getRandomValues(new Uint8Array(bytes)),
    },
    page: fakePage(),
    audio: fakeAudio(),
    onError: (error) => void errors.push(error),
  }, { preferences: new Preferences(store), notify: () => {} });
  session.open();
  session.join(name);
  return { session, joined, refused, errors, close: () => lifeline.close() };
}
