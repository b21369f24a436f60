// The STUN server: a UDP socket that answers Binding requests.
import { createSocket, type Socket } from "node:dgram";
import { listenProblem } from "../listen_problem.ts";
import { StunAnswers } from "./stun_answers.ts";

/** Where the STUN server listens. */
export interface StunAddress {
  readonly host: string;
  /** UDP port; 0 lets the system choose one. */
  readonly port: number;
}

/** Where a platform has no UDP, nothing may ever be heard of a socket; in milliseconds. */
const BIND_MS = 2_000;

/** A STUN server that listens. */
export class StunServer {
  readonly #socket: Socket;

  private constructor(socket: Socket) {
    this.#socket = socket;
    const answers = new StunAnswers(() => performance.now());
    socket.on("message", (datagram, source) => {
      const answer = answers.answer(datagram, source);
      // An address that cannot be reached is nobody's concern.
      if (answer !== null) socket.send(answer, source.port, source.address, () => {});
    });
  }

  /** Starts one; answers a sentence where it cannot listen. */
  static async listen(place: StunAddress): Promise<StunServer | string> {
    try {
      return new StunServer(await bind(place));
    } catch (error) {
      const code = error instanceof Error && "code" in error ? String(error.code) : undefined;
      const why = listenProblem(code, { ...place, setting: "STUN_PORT" }) ??
        `No UDP port could be opened here (${error instanceof Error ? error.name : error}).`;
      return `${why} There is no STUN server of our own.`;
    }
  }

  /** The UDP port. */
  get port(): number {
    return this.#socket.address().port;
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.#socket.close(() => resolve()));
  }
}

function bind({ host, port }: StunAddress): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = createSocket(host.includes(":") ? "udp6" : "udp4");
    const alarm = setTimeout(() => reject(new Error("no answer")), BIND_MS);
    const over = () => clearTimeout(alarm);
    socket.once("error", (error) => {
      over();
      reject(error);
    });
    socket.bind(port, host, () => {
      over();
      socket.on("error", () => {}); // of one datagram; the socket goes on
      resolve(socket);
    });
  });
}
