// A worker that floods one server in one way until it is told to stop or is thrown out for good.
import { breakable, CONNECT_PACKET, rawWebSocket, textFrame } from "./frames.ts";

/** The ways to flood. The last two are slow instead of fast. */
export const FLOODS = ["small", "large", "deep", "rooms", "namespaces"] as const;
export type Flood = typeof FLOODS[number];

/** What the worker is asked for: flood this port for so long, as somebody at this address. */
export interface FloodOrder {
  port: number;
  flood: Flood;
  address: string;
  ms: number;
}

/** What it answers: what it got rid of, and how often it was thrown out. */
export interface FloodReport {
  packets: number;
  thrownOut: number;
}

const DEEP = "[".repeat(29_000) + "]".repeat(29_000);

const PACKETS: Record<Flood, (n: number) => string> = {
  small: (n) => `42${n % 9}["echo:send",{"text":"x"}]`,
  large: (n) => `42${n % 9}["echo:send",{"text":"${"x".repeat(60_000)}"}]`,
  deep: (n) => `42${n % 9}["echo:send",${DEEP}]`,
  rooms: (n) =>
    `42${n % 9}["room:join",{"room":"flood-${n}","name":"x","media":{"mic":false,"camera":false,` +
    `"screen":false,"screenAudio":false},"fresh":true}]`,
  namespaces: (n) => `40/ns${n},`,
};

const scope = self as unknown as {
  onmessage: (event: MessageEvent<FloodOrder>) => void;
  postMessage(report: FloodReport): void;
};

scope.onmessage = ({ data }) => void flood(data).then((report) => scope.postMessage(report));

async function flood({ port, flood, address, ms }: FloodOrder): Promise<FloodReport> {
  const report = { packets: 0, thrownOut: 0 };
  const end = performance.now() + ms;
  while (performance.now() < end) {
    using connection = await rawWebSocket(port, address);
    await breakable(async () => {
      await connection.write(textFrame(CONNECT_PACKET));
      const drain = breakable(async () => {
        const buffer = new Uint8Array(65_536);
        while (await connection.read(buffer) !== null);
      });
      while (performance.now() < end) {
        await connection.write(textFrame(PACKETS[flood](report.packets)));
        report.packets += 1;
      }
      connection.close();
      await drain;
    });
    if (performance.now() < end) report.thrownOut += 1;
  }
  return report;
}
