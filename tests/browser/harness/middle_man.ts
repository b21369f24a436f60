// The product's server gone bad: a proxy before it that puts a man in the middle of every connection.
import type { Overheard } from "./middle_page.ts";

/** Where sound and picture are ended and passed on; see `middle_page.ts`. */
export interface Hands {
  offer(said: Overheard & { sdp: string }): Promise<string>;
  answer(said: Overheard & { sdp: string | null }): Promise<string>;
  candidates(said: Overheard & { candidates: RTCIceCandidateInit[] }): Promise<void>;
}

/** A running proxy. */
export interface MiddleMan {
  origin: string;
  /** Null while it only passes everything on. */
  hands: Hands | null;
  /** Answers an offer at once, instead of waiting for one from the other end. */
  hasty: boolean;
  /** Descriptions that were put in place of others. */
  swapped: number;
  close(): Promise<void>;
}

interface Signal {
  from: string;
  fromEpoch: number;
  seq: number;
  ack: number;
  sdp?: string;
  proof?: string;
  candidates?: RTCIceCandidateInit[];
}

/** Deno's, which unlike a browser's may choose its headers. */
const HeadedSocket = WebSocket as unknown as new (
  url: string,
  options: { headers: Record<string, string> },
) => WebSocket;

/** Starts one in front of a server that trusts it as its proxy. */
export function startMiddleMan({ port }: { port: number }): MiddleMan {
  const seats = new Map<string, (text: string) => void>();
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, (request) => {
    const { pathname, search, host } = new URL(request.url);
    const place = `localhost:${port}${pathname}${search}`;
    return request.headers.get("upgrade") === "websocket"
      ? relay(request, { place, host })
      : pass(request, { place, host });
  });
  const man: MiddleMan = {
    origin: `http://localhost:${server.addr.port}`,
    hands: null,
    hasty: false,
    swapped: 0,
    close: () => server.shutdown(),
  };

  function relay(request: Request, { place, host }: { place: string; host: string }): Response {
    const { socket, response } = Deno.upgradeWebSocket(request);
    const headers = { "x-forwarded-host": host, origin: `http://${host}` };
    const inner = new HeadedSocket(`ws://${place}`, { headers });
    const early: string[] = [];
    socket.onmessage = ({ data }) =>
      inner.readyState === WebSocket.OPEN ? inner.send(data) : early.push(data);
    inner.onopen = () => early.forEach((text) => inner.send(text));
    const send = (text: string) => socket.readyState === WebSocket.OPEN && socket.send(text);
    let self = "";
    let order: Promise<unknown> = Promise.resolve();
    inner.onmessage = ({ data }: MessageEvent<string>) => {
      const joined = /^43\d+\[\{"ok":true,"self":"([\w-]+)"/.exec(data)?.[1];
      if (joined !== undefined) seats.set(self = joined, send);
      order = order.then(async () => send(await meddled(data, self)));
    };
    socket.onclose = () => inner.close();
    inner.onclose = () =>
      void order.then(() => socket.readyState === WebSocket.OPEN && socket.close());
    return response;
  }

  /** What the addressee gets to hear instead. */
  async function meddled(text: string, to: string): Promise<string> {
    const [, event, payload] = /^42\["(peer:\w+)",(.*)\]$/s.exec(text) ?? [];
    const { hands } = man;
    if (hands === null || event === undefined || payload === undefined) return text;
    const signal: Signal = JSON.parse(payload);
    const said = { from: signal.from, to };
    if (event === "peer:offer" && signal.sdp) {
      const sdp = await hands.offer({ ...said, sdp: signal.sdp });
      if (man.hasty) await answerMyself(signal, to);
      return rewritten(event, { ...signal, sdp });
    }
    if (event === "peer:answer" && signal.sdp && signal.sdp !== "-") {
      return rewritten(event, { ...signal, sdp: await hands.answer({ ...said, sdp: signal.sdp }) });
    }
    if (event === "peer:ice") {
      await hands.candidates({ ...said, candidates: signal.candidates ?? [] });
    }
    return event === "peer:ice"
      ? `42${JSON.stringify([event, { ...signal, candidates: NONE }])}`
      : text;
  }

  async function answerMyself({ from, seq, ...signal }: Signal, by: string): Promise<void> {
    const sdp = await man.hands?.answer({ from: by, to: from, sdp: null }) ?? "";
    const answer = { ...signal, from: by, seq: 1, ack: seq, sdp }; // the proof is borrowed
    seats.get(from)?.(rewritten("peer:answer", answer));
  }

  function rewritten(event: string, signal: Signal): string {
    man.swapped += 1;
    return `42${JSON.stringify([event, signal])}`;
  }

  return man;
}

/** The middle's own candidates are in its descriptions. */
const NONE = [{
  candidate: "candidate:1 1 udp 1 127.0.0.1 9 typ host",
  sdpMid: "0",
  sdpMLineIndex: 0,
  usernameFragment: null,
}];

/** Answers with what another server of this machine says at `place`, as a proxy at `host` does. */
export async function pass(
  request: Request,
  { place, host }: { place: string; host: string },
): Promise<Response> {
  const headers = new Headers(request.headers);
  headers.set("x-forwarded-host", host);
  const { method, body } = request;
  const answer = await fetch(`http://${place}`, { method, headers, body, redirect: "manual" });
  const told = new Headers(answer.headers);
  for (const name of ["content-encoding", "content-length"]) told.delete(name); // it is unpacked
  return new Response(answer.body, { status: answer.status, headers: told });
}
