// The wish for a small voice in descriptions as browsers write them.
import assert from "node:assert/strict";
import {
  isRedundant,
  voiceIn,
  withRedundancy,
  withVoice,
} from "@/call/transport/mesh/voice_format.ts";

const SDP = [
  "v=0",
  "m=audio 9 UDP/TLS/RTP/SAVPF 111 63",
  "a=rtpmap:111 opus/48000/2",
  "a=fmtp:111 minptime=10;useinbandfec=1",
  "a=rtpmap:63 red/48000/2",
  "a=fmtp:63 111/111",
  "m=audio 9 UDP/TLS/RTP/SAVPF 111",
  "a=rtpmap:111 opus/48000/2",
  "a=fmtp:111 minptime=10;useinbandfec=1",
  "",
].join("\r\n");

Deno.test("the wish stands at the microphone's line alone; whoever shares a screen with its sound keeps that", () => {
  const lines = withVoice(SDP, "saving").split("\r\n");
  assert.deepEqual(lines.slice(3, 6), [
    "a=fmtp:111 minptime=10;useinbandfec=1;maxaveragebitrate=10500;usedtx=1",
    "a=ptime:60",
    "a=maxptime:60",
  ]);
  assert.deepEqual(lines.toSpliced(3, 3), SDP.split("\r\n").toSpliced(3, 1));
});

Deno.test("what was wished for is read again", () => {
  for (const format of ["usual", "small", "saving", "music"] as const) {
    assert.equal(voiceIn(withVoice(SDP, format)), format);
  }
});

Deno.test("a description without Opus, or without its parameters, stays as it is", () => {
  for (const sdp of ["", "v=0\r\n", SDP.replaceAll(/a=fmtp:111.*\r\n/g, "")]) {
    assert.equal(withVoice(sdp, "saving"), sdp);
  }
});

Deno.test("redundancy stands first at the microphone's line alone, where the other side knows it", () => {
  const lines = withRedundancy(SDP).split("\r\n");
  assert.equal(lines[1], "m=audio 9 UDP/TLS/RTP/SAVPF 63 111");
  assert.deepEqual(lines.toSpliced(1, 1), SDP.split("\r\n").toSpliced(1, 1));
  assert.deepEqual([isRedundant(SDP), isRedundant(withRedundancy(SDP))], [false, true]);
  const without = SDP.replace("a=rtpmap:63 red/48000/2\r\n", "");
  assert.equal(withRedundancy(without), without);
  assert.equal(isRedundant(without), null);
});
