// Recording as the call sees it: who records, what this person answers, and this page's own recording.
import { computed, type ReadonlySignal, signal } from "@preact/signals-core";
import type { Member } from "../../protocol/shapes.ts";
import type { Outcome, Ports } from "../ports.ts";
import { may } from "../permissions/permissions.ts";
import type { Scope } from "../scope.ts";
import type { OwnRecording, OwnRecordingOptions } from "./own_recording.ts";
import { newestRecording } from "./recorded_members.ts";
import type { RecorderState } from "./recording_port.ts";

export interface RecordingOptions extends Omit<OwnRecordingOptions, "recorder" | "ports"> {
  room: string;
  ports: Pick<Ports, "signaling" | "recording" | "rtc" | "clock" | "onError">;
}

/** What the server did not take is said again after so long, in milliseconds. */
const AGAIN_MS = 2_000;

/** What makes recordings is loaded with the control that begins one, and with its workers. */
export class Recording {
  readonly #options: RecordingOptions;
  readonly #state = signal<RecorderState | null>(null);
  #own: Promise<OwnRecording | null> | null = null;
  /** Counts the own recordings: what an earlier one still reports is not about this one. */
  #turn = 0;
  /** `recording` of the newest recording whose mark this page has shown; 0 for none. */
  readonly #shown = signal(0);
  /** What the person said on this page; null: what the room has. */
  readonly #agrees = signal<boolean | null>(null);
  /** Counts what the server did not take: whatever it still lacks is said anew. */
  readonly #refusals = signal(0);
  /** Members who record the call right now, this person included. */
  readonly recorders: ReadonlySignal<readonly Member[]>;
  /** Whether this person may record here. */
  readonly isAllowed: ReadonlySignal<boolean>;

  /** Lasts as long as the scope. */
  constructor(scope: Scope, options: RecordingOptions) {
    this.#options = options;
    const { members, me, phase, rules } = options.membership;
    this.recorders = computed(() =>
      members.value.filter(({ recording }) => recording !== undefined)
    );
    this.isAllowed = computed(() =>
      me.value !== null && may("record", { rules: rules.value, ...me.value })
    );
    scope.add(() => this.stop());
    scope.watch(
      () => phase.value === "call" && (this.#state.value === null || this.isAllowed.value),
      (goesOn) => goesOn || this.stop(),
    );
    scope.watch(() => this.#untold(), (on) => on === null || this.#announce(on));
    // With every state of the room until it has the answer: a rejoin may still be under way.
    scope.watch(() => this.#owed(), (agrees) => agrees === null || this.#consent(agrees));
  }

  /** How the own recording is doing; null while there is none. It stays after one that had to end. */
  get state(): ReadonlySignal<RecorderState | null> {
    return this.#state;
  }

  /** What this person wants last, whether or not the room has heard of it; null before an answer. */
  get agrees(): boolean | null {
    return this.#agrees.value ?? this.#options.membership.me.value?.consent?.agrees ?? null;
  }

  /** Whether this page records right now. */
  get isGoing(): boolean {
    return this.#state.value === "running" || this.#state.value === "low";
  }

  /** Begins to record, in this browser alone; `make` comes with the control that was pressed. */
  start(make: (options: OwnRecordingOptions) => OwnRecording): void {
    if (this.#own !== null || !this.isAllowed.value) return;
    if (!this.#options.ports.recording.supported) return this.#onState("unsupported");
    this.#state.value = "running";
    this.#own = this.#begin(make).catch((error) => {
      this.#options.ports.onError(error);
      this.#onState("failed");
      return null;
    });
  }

  /** Ends the own recording; what is recorded stays in this browser. */
  stop(): void {
    const own = this.#own;
    this.#own = null;
    if (own === null || this.isGoing) this.#state.value = null; // why it had to end stays to be read
    if (own === null) return;
    this.#announce(false);
    own.then((recording) => recording?.end()).catch(this.#options.ports.onError);
  }

  /** The mark of the recording that began then is on the screen: the person knows of it. */
  show(begun: number): void {
    this.#shown.value = Math.max(this.#shown.value, begun);
  }

  /** Whether this person may be in the recordings; said again until the room has it. */
  answer(agrees: boolean): void {
    this.#agrees.value = agrees;
  }

  async #begin(make: (options: OwnRecordingOptions) => OwnRecording): Promise<OwnRecording> {
    const { ports, room, membership, media, chat, transport } = this.#options;
    const turn = ++this.#turn;
    const recorder = await ports.recording.open({
      room,
      onState: (state) => turn === this.#turn && this.#own !== null && this.#onState(state),
    });
    return make({ recorder, ports, membership, media, chat, transport });
  }

  #onState(state: RecorderState): void {
    this.#state.value = state;
    if (!this.isGoing) this.stop();
  }

  /**
   * Whether this page records, if the room has it otherwise and can be told; else null. The server may
   * have come back without the room's memory, and an end that was said without a network is lost.
   */
  #untold(): boolean | null {
    const { me: { value: me }, online } = this.#options.membership;
    const isKnown = me === null || (me.recording !== undefined) === this.isGoing;
    return this.#refusals.value < 0 || isKnown || !online.value ? null : this.isGoing;
  }

  /** The answer that the room lacks and can be told now; null if there is none. */
  #owed(): boolean | null {
    const { me: { value: me }, online, phase } = this.#options.membership;
    const told = this.#told();
    if (
      this.#refusals.value < 0 || told === 0 || me === null || !online.value ||
      phase.value !== "call"
    ) return null;
    const agrees = this.#agrees.value ?? me.consent?.agrees ?? true;
    const isKnown = me.consent?.agrees === agrees && me.consent.told >= told;
    return isKnown ? null : agrees;
  }

  /** No room takes an answer to a recording that it does not know. */
  #told(): number {
    return Math.min(
      this.#shown.value,
      newestRecording(this.#options.membership.members.value) ?? 0,
    );
  }

  #consent(agrees: boolean): void {
    const { ports: { signaling } } = this.#options;
    this.#noteRefusal(signaling.request("member:consent", { told: this.#told(), agrees }));
  }

  #announce(on: boolean): void {
    this.#noteRefusal(this.#options.ports.signaling.request("member:record", { on }));
  }

  #noteRefusal(outcome: Promise<Outcome<object>>): void {
    void outcome.then(({ ok }) => {
      if (!ok) this.#options.ports.clock.after(AGAIN_MS, () => void this.#refusals.value++);
    });
  }
}
