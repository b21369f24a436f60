// Under which names this server answers: a name that leads here by DNS alone is not one of ours.
import { isIP } from "node:net";
import { isLoopback } from "../../signaling/gateway/client_address.ts";

/**
 * Whether a host ("example.org:7007") is one that HOSTS lists, by name or by name and port; any is
 * when it lists none. Addresses and "localhost" always are: they cannot be pointed elsewhere (DNS
 * rebinding needs a name), and supervisors ask by them.
 */
export function isKnownHost(host: string, hosts: readonly string[]): boolean {
  if (hosts.length === 0) return true;
  const name = hostName(host);
  return isIP(name) !== 0 || name === "localhost" ||
    hosts.some((known) =>
      known.toLowerCase() === host.toLowerCase() || known.toLowerCase() === name
    );
}

/** Whether a host names this machine itself: "localhost", 127.0.0.0/8 or ::1. */
export function isLoopbackHost(host: string): boolean {
  const name = hostName(host);
  return name === "localhost" || isLoopback(name);
}

/** The name without port and brackets, in lower case. */
function hostName(host: string): string {
  const name = host.toLowerCase().replace(/:\d*$/, "");
  return name.startsWith("[") ? name.slice(1, -1) : name;
}
