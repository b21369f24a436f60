// A transceiver without a browser.
import type { TransceiverLike } from "@/call/rtc_ports.ts";
import { FakeReceiver } from "./receiver.ts";
import { FakeSender } from "./sender.ts";

export interface FakeTransceiver extends TransceiverLike {
  sender: FakeSender;
  receiver: FakeReceiver;
}

export function makeLine(trackOrKind: MediaStreamTrack | "audio" | "video"): FakeTransceiver {
  const isKind = typeof trackOrKind === "string";
  return {
    mid: null,
    sender: new FakeSender(isKind ? null : trackOrKind),
    receiver: new FakeReceiver(isKind ? trackOrKind : trackOrKind.kind as "audio"),
    direction: "recvonly",
  };
}
