// The barest page that can hold a call: perfect negotiation and nothing else. It proves the harness
// and is the floor that the benches compare the product with. Runs in the browser, sent as text.

/** What the bare page tells benches, on `globalThis.__bare`. */
export interface Bare {
  /** Camera, microphone and socket are there; a click on "Join" costs only the call itself. */
  ready: boolean;
  clickedAt: number;
  /** First shown frame of each remote picture, in milliseconds of `performance.now()`. */
  firstFrames: number[];
}

declare global {
  var __bare: Bare;
}

/** What the relay sends: an id and who is there, or what somebody said. */
export type RelayMessage =
  | { kind: "here"; ids: number[] }
  | { kind: "gone"; from: number }
  | {
    kind: "signal";
    from: number;
    description?: RTCSessionDescriptionInit;
    candidate?: RTCIceCandidateInit;
  };

/**
 * The page's script. The address may say which size of picture to ask the camera for (`width`,
 * `height`), and `shape=naive` for a page that opens camera and socket after the click.
 */
export async function barePage(): Promise<void> {
  const bare: Bare = { ready: false, clickedAt: 0, firstFrames: [] };
  globalThis.__bare = bare;
  const peers = new Map<number, BarePeer>();
  const asked = new URL(location.href).searchParams;
  const isNaive = asked.get("shape") === "naive";
  // A larger picture takes longer to be there, whoever shows it.
  const [width, height] = [Number(asked.get("width") ?? 1280), Number(asked.get("height") ?? 720)];
  const picture = { width: { ideal: width }, height: { ideal: height }, frameRate: { ideal: 30 } };
  const openMedia = () =>
    navigator.mediaDevices.getUserMedia({ audio: true, video: picture })
      .catch(() => new MediaStream());
  let media = new MediaStream();
  let socket: WebSocket;
  const extras: MediaStream[] = [];

  class BarePeer {
    readonly pc = new RTCPeerConnection();
    #makingOffer = false;
    #ignoringOffer = false;
    #inbox: Promise<void> = Promise.resolve();

    constructor(readonly id: number, readonly polite: boolean) {
      this.pc.ontrack = ({ track, streams }) => show(track, streams[0] ?? new MediaStream([track]));
      this.pc.onicecandidate = ({ candidate }) => candidate && this.#send({ candidate });
      this.pc.onnegotiationneeded = async () => {
        this.#makingOffer = true;
        await this.pc.setLocalDescription();
        this.#makingOffer = false;
        this.#send({ description: this.pc.localDescription });
      };
    }

    addMedia(): void {
      for (const stream of [media, ...extras]) this.add(stream);
    }

    add(stream: MediaStream): void {
      const sent = this.pc.getSenders().map(({ track }) => track);
      for (const track of stream.getTracks()) {
        if (!sent.includes(track)) this.pc.addTrack(track, stream);
      }
    }

    #send(signal: object): void {
      socket.send(JSON.stringify({ to: this.id, ...signal }));
    }

    receive(signal: RelayMessage & { kind: "signal" }): void {
      this.#inbox = this.#inbox.then(() => this.#handle(signal));
    }

    async #handle({ description, candidate }: RelayMessage & { kind: "signal" }): Promise<void> {
      if (description !== undefined) {
        const clash = description.type === "offer" &&
          (this.#makingOffer || this.pc.signalingState !== "stable");
        this.#ignoringOffer = !this.polite && clash;
        if (this.#ignoringOffer) return;
        await this.pc.setRemoteDescription(description);
        if (description.type !== "offer") return;
        this.addMedia(); // fills the transceivers that the offer has made
        await this.pc.setLocalDescription();
        this.#send({ description: this.pc.localDescription });
      } else if (candidate !== undefined && !this.#ignoringOffer) {
        await this.pc.addIceCandidate(candidate);
      }
    }
  }

  function show(track: MediaStreamTrack, stream: MediaStream): void {
    if (document.getElementById(stream.id) !== null) return;
    const video = document.createElement("video");
    Object.assign(video, { id: stream.id, autoplay: true, playsInline: true, srcObject: stream });
    video.className = "remote";
    video.requestVideoFrameCallback(() => bare.firstFrames.push(performance.now()));
    stream.onremovetrack = () => video.remove();
    track.onended = () => video.remove();
    document.body.append(video);
  }

  function button(label: string, act: () => unknown): void {
    const element = document.createElement("button");
    element.textContent = label;
    element.onclick = act;
    document.body.append(element);
  }

  function onMessage({ data }: MessageEvent<string>): void {
    const message: RelayMessage = JSON.parse(data);
    if (message.kind === "here") {
      for (const id of message.ids) {
        peers.set(id, new BarePeer(id, false));
        peers.get(id)?.addMedia();
      }
    } else if (message.kind === "gone") {
      peers.get(message.from)?.pc.close();
      peers.delete(message.from);
    } else {
      const peer = peers.get(message.from) ?? new BarePeer(message.from, true);
      peers.set(message.from, peer);
      peer.receive(message);
    }
  }

  async function getReady(): Promise<void> {
    socket = new WebSocket(location.href.replace(/^http/, "ws"));
    socket.onmessage = onMessage;
    media = await openMedia();
    if (socket.readyState !== WebSocket.OPEN) await new Promise((open) => socket.onopen = open);
  }

  if (!isNaive) await getReady();
  button("Join", async () => {
    bare.clickedAt = performance.now();
    if (isNaive) await getReady();
    socket.send(JSON.stringify({ join: true }));
  });
  button("Share", async () => {
    const screen = await navigator.mediaDevices.getDisplayMedia({ video: true });
    extras.push(screen);
    for (const peer of peers.values()) peer.add(screen);
  });
  bare.ready = true;
}
