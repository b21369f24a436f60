// Why nobody can listen at a port: the sentence that names the setting, before and after the build.
import { createServer } from "node:net";

/** Where to listen. */
export interface ListenAddress {
  port: number;
  host: string;
  /** Which setting gave the port. */
  setting?: "PORT" | "HTTP_PORT" | "STUN_PORT" | "TURN_PORT";
}

/** The sentence for the code of an error of listen(); null for an error of another kind. */
export function listenProblem(
  code: string | undefined,
  { port, host, setting = "PORT" }: ListenAddress,
): string | null {
  switch (code) {
    case "EADDRINUSE":
      return `${setting} ${port} is taken: another program listens there.`;
    case "EACCES":
    case "EPERM":
      return `${setting} ${port} may not be used by this user; take one above 1023.`;
    case "EADDRNOTAVAIL":
    case "EINVAL": // what Deno says to an address of somebody else
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return `HOST ${host} is no address of this machine.`;
    default:
      return null;
  }
}

/** Listens for a moment: null if that works, else what is wrong. */
export function tryToListen(place: ListenAddress): Promise<string | null> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", (error: NodeJS.ErrnoException) => {
      resolve(listenProblem(error.code, place) ?? error.message);
    });
    probe.listen(place.port, place.host, () => probe.close(() => resolve(null)));
  });
}
