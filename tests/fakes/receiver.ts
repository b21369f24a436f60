// The receiving half of a fake media line.
import type { ReceiverLike } from "@/call/rtc_ports.ts";
import { fakeTrack } from "./track.ts";

/** Hears what a test says. */
export class FakeReceiver implements ReceiverLike {
  readonly track: MediaStreamTrack;
  /** Loudness of what arrives, 0 to 1; null while nothing arrives. */
  audioLevel: number | null = null;
  #packets = 0;

  constructor(kind: "audio" | "video") {
    this.track = fakeTrack(kind, "remote");
  }

  getSynchronizationSources() {
    if (this.audioLevel === null) return [];
    return [{ audioLevel: this.audioLevel, rtpTimestamp: this.#packets += 960 }];
  }

  /** What the connection's statistics say of it: more, each time, while something arrives. */
  counted(): { type: string; trackIdentifier: string; bytesReceived: number }[] {
    if (this.audioLevel !== null) this.#packets += 960;
    const bytesReceived = this.#packets;
    return [{ type: "inbound-rtp", trackIdentifier: this.track.id, bytesReceived }];
  }
}
