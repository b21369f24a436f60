// The sending half of a fake media line.
import type { SenderLike } from "@/call/rtc_ports.ts";

/** Keeps what it was told. */
export class FakeSender implements SenderLike {
  track: MediaStreamTrack | null;
  streams: MediaStream[] = [];
  parameters = { encodings: [{}] } as RTCRtpSendParameters;

  constructor(track: MediaStreamTrack | null) {
    this.track = track;
  }

  replaceTrack(track: MediaStreamTrack | null): Promise<void> {
    this.track = track;
    return Promise.resolve();
  }

  setStreams(...streams: MediaStream[]): void {
    this.streams = streams;
  }

  getParameters(): RTCRtpSendParameters {
    return this.parameters;
  }

  setParameters(parameters: RTCRtpSendParameters): Promise<void> {
    this.parameters = parameters;
    return Promise.resolve();
  }
}
