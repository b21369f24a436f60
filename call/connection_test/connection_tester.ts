// Runs the connection test: server round trips, own devices over a real connection, ICE candidates.
import { computed, type ReadonlySignal, type Signal, signal } from "@preact/signals-core";
import type { Joined } from "../../protocol/shapes.ts";
import type { MediaState } from "../media/media_state.ts";
import type { Ports } from "../ports.ts";
import { Scope } from "../scope.ts";
import { readMediaStats } from "./media_stats.ts";
import { conclusionOf, type TestResult } from "./test_result.ts";
import type { Loopback } from "./loopback.ts";
import { gatherCandidates } from "./ice_candidates.ts";

/** Round trips to the server. */
const QUESTIONS = 5;
const LOOK_EVERY_MS = 500;
/** Media that have not arrived by then will not arrive, in milliseconds. */
const ENOUGH_MS = 8_000;

const NOTHING: Omit<TestResult, "problems"> = {
  startedAt: null,
  roundTrips: [],
  figures: null,
  loudest: 0,
  paths: null,
  over: false,
};

export interface ConnectionTesterOptions {
  ports: Pick<Ports, "signaling" | "rtc" | "clock" | "onError">;
  local: Pick<MediaState, "problems">;
  loop(): Loopback | null;
}

/** Runs the steps at the same time and keeps their results. */
export class ConnectionTester {
  #options: ConnectionTesterOptions;
  #found: Signal<Omit<TestResult, "problems">> = signal(NOTHING);
  #run = 0;
  #cancels: (() => void)[] = [];
  #level = signal(0);
  readonly result = computed<TestResult>(() => ({
    ...this.#found.value,
    problems: this.#options.local.problems.value,
  }));
  readonly conclusion = computed(() => conclusionOf(this.result.value));

  constructor(options: ConnectionTesterOptions) {
    this.#options = options;
  }

  /** Loudness of this moment as an amplitude from 0 to 1, for a meter. */
  get level(): ReadonlySignal<number> {
    return this.#level;
  }

  /** Starts again and forgets the results so far. */
  start(): void {
    this.stop();
    const run = ++this.#run;
    const { clock } = this.#options.ports;
    this.#found.value = { ...NOTHING, startedAt: clock.now() };
    this.#cancels.push(clock.after(ENOUGH_MS, () => this.#note(run, { over: true })));
    void this.#askServer(run);
    void this.#explore(run);
    this.#watch(run);
  }

  /** Stops; the results stay. */
  stop(): void {
    for (const cancel of this.#cancels) cancel();
    this.#cancels = [];
    if (this.#found.peek().startedAt !== null) this.#note(this.#run, { over: true });
    this.#level.value = 0;
  }

  #note(run: number, found: Partial<TestResult>): void {
    if (run === this.#run) this.#found.value = { ...this.#found.peek(), ...found };
  }

  async #askServer(run: number): Promise<void> {
    const { signaling, clock } = this.#options.ports;
    await this.#connected();
    for (let question = 0; question < QUESTIONS; question++) {
      const start = clock.steady();
      const { ok } = await signaling.request("echo:send", { text: `${question + 1}` });
      const time = ok ? Math.round(clock.steady() - start) : null;
      this.#note(run, { roundTrips: [...this.#found.peek().roundTrips, time] });
    }
  }

  async #explore(run: number): Promise<void> {
    const { ports } = this.#options;
    const servers = await this.#servers();
    const paths = await gatherCandidates(ports, servers).catch((error) => {
      ports.onError(error);
      return { found: new Set<never>(), relays: [] }; // without connections there are no candidates
    });
    this.#note(run, { paths });
  }

  /** Only members get the TURN servers: joins a room of its own for a moment. */
  async #servers(): Promise<Joined["ice"]> {
    const { signaling, clock } = this.#options.ports;
    await this.#connected();
    const joined = await signaling.request("room:join", {
      room: `test-${clock.uuid().replaceAll("-", "").slice(0, 20)}`,
      name: "test",
      media: { mic: false, camera: false, screen: false, screenAudio: false },
      fresh: true,
    });
    if (!joined.ok) return [];
    void signaling.request("room:leave", { mayReturn: false });
    return joined.ice;
  }

  /** Waits until the page is connected, but not for ever. */
  #connected(): Promise<void> {
    const { signaling, clock } = this.#options.ports;
    return new Promise((resolve) => {
      const cancel = clock.after(ENOUGH_MS, () => resolve());
      const scope = new Scope();
      scope.watch(() => signaling.connected.value, (connected) => connected && resolve());
      this.#cancels.push(cancel, () => scope.dispose(), resolve);
    });
  }

  #watch(run: number): void {
    const again = () =>
      this.#cancels.push(this.#options.ports.clock.after(LOOK_EVERY_MS, () => void look()));
    const look = async () => {
      const stats = await this.#options.loop()?.getStats().catch(() => undefined);
      if (run !== this.#run) return;
      if (stats) {
        const figures = readMediaStats([...stats.values()]);
        const loudest = Math.max(this.#found.peek().loudest, figures.level);
        this.#level.value = figures.level;
        this.#note(run, { figures, loudest });
      }
      again();
    };
    again();
  }
}
