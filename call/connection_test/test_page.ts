// The echo test as a whole: test messages to the server, own devices, and a call with oneself.
import { computed, type ReadonlySignal, signal } from "@preact/signals-core";
import { ConnectionTester } from "./connection_tester.ts";
import { ServerEcho } from "./server_echo.ts";
import { Loopback } from "./loopback.ts";
import { LocalMedia } from "../media/local_media.ts";
import { SavedState } from "../saved_state.ts";
import { MediaState } from "../media/media_state.ts";
import type { DeviceKind, Ports, Recorder } from "../ports.ts";
import { safePorts } from "../safe_ports.ts";
import type { View } from "../view.ts";

/** Length of the recording that one can listen to, in milliseconds. */
const RECORD_MS = 3_000;

/** What the test page shows and does. Nobody else sees or hears any of it. */
export class TestPage {
  #ports: Ports;
  #media: LocalMedia;
  #savedState: SavedState;
  #loop = signal<Loopback | null>(null);
  #record: Recorder;
  /** Counts starts and stops. */
  #run = 0;
  #ready = signal(false);
  #recording = signal<Blob | null>(null);
  #isRecording = signal(false);
  readonly #local = new MediaState();
  readonly echo: ServerEcho;
  readonly test: ConnectionTester;
  readonly online: ReadonlySignal<boolean>;
  /** Whether the server is of another version than this page. */
  readonly outdated: ReadonlySignal<boolean>;
  /** The tracks that come back over the connection; null while none is open. */
  readonly heard = computed(() => this.#loop.value?.heard.value ?? null);
  readonly running = computed(() => this.#loop.value !== null);
  readonly state = computed(() => this.#loop.value?.state.value ?? null);

  constructor(given: Ports, record: Recorder = () => Promise.resolve(null)) {
    const ports = safePorts(given);
    this.#ports = ports;
    this.#record = record;
    this.#savedState = new SavedState(ports.store);
    this.echo = new ServerEcho(ports);
    this.online = ports.signaling.connected;
    this.outdated = ports.signaling.outdated;
    this.test = new ConnectionTester({ ports, local: this.#local, loop: () => this.#loop.peek() });
    this.#media = new LocalMedia({
      ports,
      local: this.#local,
      savedState: this.#savedState,
      sound: () => ({ noise: true }),
      notify: () => {},
      onTrack: (slot, track) => this.#loop.peek()?.setTrack(slot, track),
    });
  }

  /** Own devices. */
  get local(): View<MediaState> {
    return this.#local;
  }

  /** Whether the page reacts to presses. */
  get ready(): ReadonlySignal<boolean> {
    return this.#ready;
  }

  /** What was recorded last; null before that. */
  get recording(): ReadonlySignal<Blob | null> {
    return this.#recording;
  }

  get isRecording(): ReadonlySignal<boolean> {
    return this.#isRecording;
  }

  /** Brings the newer version of the page. */
  reload(): void {
    this.#ports.page.reload();
  }

  /** Connects to the server and looks which devices there are. */
  open(): void {
    this.#ports.signaling.connect();
    void this.#media.survey();
    this.#ready.value = true;
  }

  /** Opens camera and microphone, plays them back over a real connection, and checks all the rest. */
  async start(): Promise<void> {
    if (this.#loop.value) return;
    this.#recording.value = null;
    this.test.start();
    const run = ++this.#run;
    await this.#media.start({ mic: true, camera: true });
    if (run !== this.#run) return; // stopped, or begun anew, while the browser asked
    this.#loop.value = new Loopback(this.#ports, this.#local.tracks.value);
  }

  /** Records what came over the connection. */
  async record(): Promise<void> {
    const heard = this.heard.peek();
    if (heard === null || this.#isRecording.peek()) return;
    this.#isRecording.value = true;
    const run = this.#run;
    try {
      const recording = await this.#record([heard.mic, heard.camera], RECORD_MS);
      if (run === this.#run) this.#recording.value = recording;
    } catch (error) {
      this.#ports.onError(error);
    } finally {
      this.#isRecording.value = false;
    }
  }

  /** Closes devices and connection; the results stay. */
  stop(): void {
    this.#run++;
    this.test.stop();
    this.#loop.value?.close();
    this.#loop.value = null;
    this.#media.stop();
  }

  /** Opens a device again that could not be opened. */
  async retry(kind: "mic" | "camera"): Promise<void> {
    await this.#media.set(kind, true);
  }

  /** The browser could not play through this speaker. */
  noteFailedSpeaker(id: string): void {
    this.#media.choices.noteFailedSpeaker(id);
  }

  async chooseDevice(kind: DeviceKind, id: string): Promise<void> {
    await this.#media.choose(kind, id);
  }
}
