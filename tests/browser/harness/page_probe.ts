// Runs inside every page under test before its own scripts: keeps its RTCPeerConnections, counts
// descriptions, and reports what the browser would only tell the page. Tests only.

/** Descriptions that one connection has set, by kind. */
export interface Descriptions {
  localOffers: number;
  localAnswers: number;
  remoteOffers: number;
  remoteAnswers: number;
  rollbacks: number;
}

/** What the probe keeps on `globalThis.__probe`. */
export interface Probe {
  connections: { pc: RTCPeerConnection; counts: Descriptions }[];
  /** Every screen capture started by the page, newest last. */
  screens: MediaStream[];
}

declare global {
  var __probe: Probe | undefined;
  var __report: ((kind: string, text: string) => void) | undefined;
}

/** How the probe is set up, by the kind of browser. */
export interface ProbeOptions {
  /** Draw a canvas where the browser has no screen to capture (Firefox without a display). */
  canvasScreen: boolean;
}

/** The script itself. It is sent to the page as text, so it may not use anything from outside. */
export function installProbe({ canvasScreen }: ProbeOptions): void {
  if ("__probe" in globalThis) return;
  const page = globalThis.top as Window & typeof globalThis; // a frame's connections are its page's
  const probe: Probe = page.__probe ?? { connections: [], screens: [] };
  globalThis.__probe = probe;
  const report = (kind: string, text: string) => globalThis.__report?.(kind, text);

  addEventListener("securitypolicyviolation", (event) => {
    report("csp", `${event.violatedDirective} blocked ${event.blockedURI || "inline"}`);
  });
  addEventListener("unhandledrejection", (event) => {
    const { reason } = event; // Firefox leaves the message out of the stack
    report("rejection", [String(reason), reason?.stack].filter(Boolean).join("\n"));
  });
  if (globalThis.RTCPeerConnection !== undefined) watchConnections();
  if (navigator.mediaDevices?.getDisplayMedia !== undefined) watchScreens(navigator.mediaDevices);

  function watchConnections(): void {
    globalThis.RTCPeerConnection = class extends globalThis.RTCPeerConnection {
      #counts: Descriptions = {
        localOffers: 0,
        localAnswers: 0,
        remoteOffers: 0,
        remoteAnswers: 0,
        rollbacks: 0,
      };

      constructor(config?: RTCConfiguration) {
        super(config);
        probe.connections.push({ pc: this, counts: this.#counts });
        const urls = (config?.iceServers ?? []).flatMap((server) => server.urls);
        const foreign = urls.filter((url) =>
          !/^(stuns?|turns?):(localhost|127\.|\[::1\])/.test(url)
        );
        if (foreign.length > 0) report("foreign", `ICE server ${foreign.join(" ")}`);
      }

      override close(): void {
        super.close();
        if (globalThis.self === page) return;
        const closed = probe.connections.findIndex(({ pc }) => pc === this);
        probe.connections.splice(closed, 1); // nothing can be asked of it without its frame
      }

      override async setLocalDescription(given?: RTCLocalSessionDescriptionInit): Promise<void> {
        const answering = this.signalingState === "have-remote-offer";
        await super.setLocalDescription(given);
        const type = given?.type ?? (answering ? "answer" : "offer");
        if (type === "rollback") this.#counts.rollbacks++;
        else if (type === "offer") this.#counts.localOffers++;
        else this.#counts.localAnswers++;
      }

      override async setRemoteDescription(given: RTCSessionDescriptionInit): Promise<void> {
        const glare = this.signalingState === "have-local-offer" && given.type === "offer";
        await super.setRemoteDescription(given);
        if (glare) this.#counts.rollbacks++; // the browser rolled our own offer back
        if (given.type === "offer") this.#counts.remoteOffers++;
        else if (given.type !== "rollback") this.#counts.remoteAnswers++;
      }
    };
  }

  function watchScreens(devices: MediaDevices): void {
    const real = devices.getDisplayMedia.bind(devices);
    devices.getDisplayMedia = async (options) => {
      const stream = canvasScreen ? drawnScreen() : await real(options);
      probe.screens.push(stream);
      return stream;
    };
  }

  function drawnScreen(): MediaStream {
    const canvas = Object.assign(document.createElement("canvas"), { width: 640, height: 360 });
    const pen = canvas.getContext("2d");
    const stream = canvas.captureStream(10);
    const draw = () => {
      if (pen === null || stream.getTracks().every((track) => track.readyState === "ended")) return;
      pen.fillStyle = `hsl(${performance.now() / 20 % 360} 80% 50%)`;
      pen.fillRect(0, 0, canvas.width, canvas.height);
      setTimeout(draw, 100);
    };
    draw();
    return stream;
  }
}
