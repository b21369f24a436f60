// The echo test as a whole: test messages to the server, own devices, and a call with oneself.
import { computed, signal } from "@preact/signals-core";
import { ConnectionTester } from "./connection_tester.ts";
import { ServerEcho } from "./server_echo.ts";
import { Loopback } from "./loopback.ts";
import { LocalMedia } from "../media/local_media.ts";
import { SavedState } from "../saved_state.ts";
import { MediaState } from "../media/media_state.ts";
import type { DeviceKind, Ports, Recorder } from "../ports.ts";
import { safePorts } from "../safe_ports.ts";

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
  readonly echo: ServerEcho;
  readonly test: ConnectionTester;
  readonly local: MediaState = new MediaState();
  readonly online: Ports["signaling"]["connected"];
  /** The server is of another version than this page. */
  readonly outdated: Ports["signaling"]["outdated"];
  /** The page reacts to presses from now on. */
  readonly ready = signal(false);
  /** The tracks that come back over the connection; null while none is open. */
  readonly heard = computed(() => this.#loop.value?.heard.value ?? null);
  readonly running = computed(() => this.#loop.value !== null);
  /** What was recorded last; null before that. */
  readonly recording = signal<Blob | null>(null);
  readonly isRecording = signal(false);
  readonly state = computed(() => this.#loop.value?.state.value ?? null);

  constructor(given: Ports, record: Recorder = () => Promise.resolve(null)) {
    const ports = safePorts(given);
    this.#ports = ports;
    this.#record = record;
    this.#savedState = new SavedState(ports.store);
    this.echo = new ServerEcho(ports);
    this.online = ports.signaling.connected;
    this.outdated = ports.signaling.outdated;
    this.test = new ConnectionTester({ ports, local: this.local, loop: () => this.#loop.peek() });
    this.#media = new LocalMedia({
      ports,
      local: this.local,
      savedState: this.#savedState,
      noise: () => true,
      notify: () => {},
      onTrack: (slot, track) => this.#loop.peek()?.setTrack(slot, track),
    });
  }

  /** Brings the newer version of the page. */
  reload(): void {
    this.#ports.page.reload();
  }

  open(): void {
    this.#ports.signaling.connect();
    void this.#media.survey();
    this.ready.value = true;
  }

  /** Opens camera and microphone, plays them back over a real connection, and checks all the rest. */
  async start(): Promise<void> {
    if (this.#loop.value) return;
    this.recording.value = null;
    this.test.start();
    const run = ++this.#run;
    await this.#media.start({ mic: true, camera: true });
    if (run !== this.#run) return; // stopped, or begun anew, while the browser asked
    this.#loop.value = new Loopback(this.#ports, this.local.tracks.value);
  }

  /** Records what came over the connection. */
  async record(): Promise<void> {
    const heard = this.heard.peek();
    if (heard === null || this.isRecording.peek()) return;
    this.isRecording.value = true;
    const run = this.#run;
    try {
      const recording = await this.#record([heard.mic, heard.camera], RECORD_MS);
      if (run === this.#run) this.recording.value = recording;
    } catch (error) {
      this.#ports.onError(error);
    } finally {
      this.isRecording.value = false;
    }
  }

  stop(): void {
    this.#run++;
    this.test.stop();
    this.#loop.value?.close();
    this.#loop.value = null;
    this.#media.stop();
  }

  async retry(kind: "mic" | "camera"): Promise<void> {
    await this.#media.set(kind, true);
  }

  noteFailedSpeaker(id: string): void {
    this.#media.noteFailedSpeaker(id);
  }

  async chooseDevice(kind: DeviceKind, id: string): Promise<void> {
    await this.#media.choose(kind, id);
  }
}
