// What a fake description says: a fingerprint, an ICE ufrag and the number of m-lines.

let certificates = 0;

export interface Description {
  type: "offer" | "answer";
  sdp: string;
}

export function parse(sdp: string): { ufrag: string; lines: number } {
  return {
    ufrag: /a=ice-ufrag:(\S+)/.exec(sdp)?.[1] ?? "",
    lines: Number(/lines=(\d+)/.exec(sdp)?.[1] ?? 0),
  };
}

/** The fingerprint of a certificate that no other fake has. */
export function newFingerprint(): string {
  return `sha-256 ${(++certificates).toString(16).padStart(64, "0")}`;
}

/** What every fake description says of its first voice. */
export const VOICE = [
  ...["m=audio 9 UDP/TLS/RTP/SAVPF 111 63", "a=rtpmap:111 opus/48000/2"],
  ...["a=fmtp:111 minptime=10;useinbandfec=1", "a=rtpmap:63 red/48000/2", ""],
].join("\r\n");
