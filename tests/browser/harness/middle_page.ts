// What the man in the middle does in a page of his own: he ends everybody's encryption himself and
// passes sound and picture on. Runs in the browser, sent as text.

/** What somebody said to somebody else, as the middle gets it. */
export interface Overheard {
  from: string;
  to: string;
}

/** The middle, on `globalThis.__middle`. */
export interface Middle {
  /** Takes an offer for itself; gives the one that its addressee is to get instead. */
  offer(said: Overheard & { sdp: string }): Promise<string>;
  /** Takes an answer for itself, if there is one; gives the one for who has offered. */
  answer(said: Overheard & { sdp: string | null }): Promise<string>;
  candidates(said: Overheard & { candidates: RTCIceCandidateInit[] }): Promise<void>;
  /** Connections that came about, and pictures that came through. */
  booty(): Promise<{ connected: number; frames: number }>;
}

declare global {
  var __middle: Middle;
}

/** The script itself. */
export function installMiddle(): void {
  const ends = new Map<string, RTCPeerConnection>();
  let connected = 0;

  /** The connection to `facing`, who takes it for the one to `other`. */
  function end(facing: string, other: string): RTCPeerConnection {
    const key = `${facing} ${other}`;
    const known = ends.get(key);
    if (known !== undefined) return known;
    const pc = new RTCPeerConnection();
    pc.addEventListener("connectionstatechange", () => {
      if (pc.connectionState === "connected") connected += 1;
    });
    ends.set(key, pc);
    return pc;
  }

  /** The whole own description, candidates included. */
  async function described(pc: RTCPeerConnection): Promise<string> {
    await pc.setLocalDescription();
    while (pc.iceGatheringState !== "complete") {
      await new Promise((resolve) =>
        pc.addEventListener("icegatheringstatechange", resolve, { once: true })
      );
    }
    return pc.localDescription?.sdp ?? "";
  }

  globalThis.__middle = {
    async offer({ from, to, sdp }) {
      const [near, far] = [end(from, to), end(to, from)];
      await near.setRemoteDescription({ type: "offer", sdp });
      if (far.getTransceivers().length === 0) {
        for (const { receiver } of near.getTransceivers()) far.addTransceiver(receiver.track);
        far.createDataChannel("middle", { negotiated: true, id: 0 });
      }
      return await described(far);
    },
    async answer({ from, to, sdp }) {
      const [near, far] = [end(to, from), end(from, to)];
      const isAgain = sdp !== null && far.signalingState === "stable"; // pages repeat what was lost
      if (isAgain) return near.localDescription?.sdp ?? "";
      if (sdp !== null) await far.setRemoteDescription({ type: "answer", sdp });
      for (const [at, line] of near.getTransceivers().entries()) {
        line.direction = "sendrecv";
        await line.sender.replaceTrack(far.getTransceivers()[at]?.receiver.track ?? null);
      }
      return await described(near);
    },
    async candidates({ from, to, candidates }) {
      const pc = end(from, to);
      if (pc.remoteDescription === null) return; // of a call that is over
      for (const candidate of candidates) await pc.addIceCandidate(candidate);
    },
    async booty() {
      let frames = 0;
      for (const pc of ends.values()) {
        for (
          const report of (await pc.getStats() as Map<string, RTCInboundRtpStreamStats>).values()
        ) {
          if (report.type === "inbound-rtp") frames += report.framesReceived ?? 0;
        }
      }
      return { connected, frames };
    },
  };
}
