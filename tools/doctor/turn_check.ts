// The TURN server inside, before it is asked as browsers ask: whether it ran here, and is seen from outside.
import { networkInterfaces } from "node:os";
import type { Config } from "../../server/config/read_config.ts";
import { turnFolder, turnPlaces } from "../../server/turn/mod.ts";
import type { OwnTurn } from "../../signaling/mod.ts";
import { type Finding, wrong } from "./finding.ts";

/** What was found, and what browsers are told of it; null where there is nothing to tell of. */
export interface TurnInsideFound {
  found: Finding[];
  own: OwnTurn | null;
}

/** Reads only: a file made by the doctor's user would be none that the server may read. */
export function checkTurnInside(
  { turn, dataDir, tls, port }: Pick<Config, "turn" | "dataDir" | "tls" | "port">,
  addresses: () => string[] = ownAddresses,
): TurnInsideFound {
  if (turn === null) return { found: [], own: null };
  const places = turnPlaces({ host: turn.host, outside: turn.addresses, own: addresses() });
  const isUnseen = typeof places === "object" && places.warning !== null;
  const found = isUnseen ? [wrong("turn.address")] : [];
  try {
    const secret = Deno.readTextFileSync(`${turnFolder(dataDir)}/secret.key`).trim();
    const own = { port: turn.port, tlsPort: tls === null ? null : port, secret };
    return { found, own };
  } catch {
    return { found: [...found, wrong("turn.off")], own: null };
  }
}

function ownAddresses(): string[] {
  return Object.values(networkInterfaces()).flat().map((one) => one?.address ?? "");
}
