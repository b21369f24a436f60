// People without browsers: the whole client over real sockets, with devices and media played.
import { connectSocketIo } from "../../call/browser/signaling_client.ts";
import type { Clock, Outcome, Ports, SignalingClient } from "../../call/ports.ts";
import { Call } from "../../call/call.ts";
import { Lobby } from "../../call/lobby.ts";
import { ReconnectingClient } from "../../call/signaling_client/reconnecting_client.ts";
import { fakeAudio, fakeDevices, fakeFiles, fakePage, fakeStore } from "../fakes/ports.ts";
import { fakeRtc } from "../fakes/rtc.ts";

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
export interface Connection {
  call: Call;
  /** Moments by `performance.now()`. */
  joined: number[];
  refused: string[];
  errors: unknown[];
  close(): void;
}

/** Opens the room's page, so to say, and presses "join". */
export function visit(url: string, { room, name }: { room: string; name: string }): Connection {
  const client = new ReconnectingClient({ clock: CLOCK, connect: connectSocketIo(url) });
  const joined: number[] = [];
  const refused: string[] = [];
  const errors: unknown[] = [];
  const note = (outcome: Outcome<object>) => {
    if (outcome.ok) joined.push(performance.now());
    else if (outcome.error !== "offline") refused.push(outcome.error);
  };
  const signaling: SignalingClient = {
    connected: client.connected,
    outdated: client.outdated,
    problem: client.problem,
    connect: () => client.connect(),
    check: () => client.check(),
    suspect: () => client.suspect(),
    close: () => client.close(),
    onEvent: (event, listener) => client.onEvent(event, listener),
    send: (event, payload) => client.send(event, payload),
    request: async (event, payload) => {
      const outcome = await client.request(event, payload);
      if (event === "room:join") note(outcome);
      return outcome;
    },
  };
  const store = fakeStore();
  const ports: Ports = {
    signaling,
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
    recording: { supported: false, open: () => Promise.reject(new Error("no recordings here")) },
    files: () => Promise.resolve(fakeFiles()),
    onError: (error) => void errors.push(error),
  };
  const call = new Call(new Lobby(room, ports));
  call.open();
  call.membership.join(name);
  return { call, joined, refused, errors, close: () => client.close() };
}
