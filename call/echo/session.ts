// The echo test as a whole: test messages to the server, own devices, and a call with oneself.
import { computed, signal } from "@preact/signals-core";
import { Echo } from "./echo.ts";
import { Loopback } from "./loopback.ts";
import { LocalMedia } from "../media/local_media.ts";
import { Memory } from "../memory.ts";
import { createModel } from "../model.ts";
import type { DeviceKind, Ports } from "../ports.ts";

/** What the test page shows and does. Nobody else sees or hears any of it. */
export class EchoSession {
  #ports: Ports;
  #media: LocalMedia;
  #memory: Memory;
  #loop = signal<Loopback | null>(null);
  readonly echo: Echo;
  readonly local: ReturnType<typeof createModel>["local"];
  readonly online: Ports["wire"]["connected"];
  /** Presses are heard from now on. */
  readonly ready = signal(false);
  /** What came back over the connection; null while none is open. */
  readonly heard = computed(() => this.#loop.value?.heard.value ?? null);
  readonly running = computed(() => this.#loop.value !== null);
  readonly state = computed(() => this.#loop.value?.state.value ?? null);

  constructor(ports: Ports) {
    this.#ports = ports;
    this.#memory = new Memory(ports.store);
    this.echo = new Echo(ports);
    this.online = ports.wire.connected;
    this.local = createModel(ports.wire.connected).local;
    this.#media = new LocalMedia({
      ports,
      local: this.local,
      memory: this.#memory,
      noise: () => true,
      notify: () => {},
      onTrack: (slot, track) => this.#loop.peek()?.setTrack(slot, track),
    });
  }

  open(): void {
    this.#ports.wire.connect();
    void this.#media.survey();
    this.ready.value = true;
  }

  /** Opens camera and microphone and plays them back over a real connection. */
  async start(): Promise<void> {
    if (this.#loop.value) return;
    await this.#media.start({ mic: true, camera: true });
    this.#loop.value = new Loopback(this.#ports, this.local.tracks.value);
  }

  stop(): void {
    this.#loop.value?.close();
    this.#loop.value = null;
    this.#media.stop();
  }

  async retry(kind: "mic" | "camera"): Promise<void> {
    await this.#media.set(kind, true);
  }

  async chooseDevice(kind: DeviceKind, id: string): Promise<void> {
    await this.#media.choose(kind, id);
  }
}
