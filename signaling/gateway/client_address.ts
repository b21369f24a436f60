// Finds the address that a request really comes from, and decides which addresses count as one. Pure.
import { BlockList, isIP } from "node:net";

/**
 * Whom the server believes about the client's address and about its own name: nobody (false),
 * whoever is next to it (true), or the proxies at these addresses ("10.0.0.0/8", "::1").
 */
export type TrustProxy = boolean | readonly string[];

/** What a request tells about its origin. */
export interface Origins {
  /** The address at the other end of the connection. */
  peer: string;
  /** The header X-Forwarded-For, to whose end every proxy adds the address of its client. */
  forwardedFor: string | undefined;
}

/** Whether the server believes the forwarding headers of this peer. */
export function isTrusted(peer: string, trust: TrustProxy): boolean {
  return typeof trust === "boolean" ? trust : listOf(trust).check(...familyOf(peer));
}

/**
 * The address of the client: the last one in the chain that is not a trusted proxy's. Whatever
 * stands before it may be forged.
 */
export function connectionAddress({ peer, forwardedFor }: Origins, trust: TrustProxy): string {
  const hops = (forwardedFor ?? "").split(",").map(withoutPort).reverse();
  let address = peer;
  for (const hop of hops) {
    if (isIP(hop) === 0 || !isTrusted(address, trust)) return address;
    address = hop;
    if (trust === true) return address; // one proxy was named, without its address
  }
  return address;
}

/** Some proxies add the port of their client: "192.0.2.1:4711", "[2001:db8::1]:4711". */
function withoutPort(hop: string): string {
  const text = hop.trim();
  const [, six, four] = /^(?:\[([^\]]+)\](?::\d+)?|([\d.]+):\d+)$/.exec(text) ?? [];
  return six ?? four ?? text;
}

/**
 * What counts as one client: an IPv4 address, or the 64 bits of IPv6 that one household gets.
 * Empty when it is unknown.
 */
export function addressKey(address: string): string {
  const plain = withoutZone(address);
  switch (isIP(plain)) {
    case 4:
      return plain;
    case 6:
      return fourOf(plain) ?? `${groupsOf(plain).slice(0, 4).join(":")}::/64`;
    default:
      return "";
  }
}

/** Whether this is an address or a network ("10.0.0.0/8"). */
export function isNetwork(text: string): boolean {
  const [address = "", bits, ...rest] = text.split("/");
  const family = isIP(address);
  if (family === 0 || rest.length > 0) return false;
  return bits === undefined ||
    (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128));
}

const lists = new WeakMap<readonly string[], BlockList>();

function listOf(networks: readonly string[]): BlockList {
  const known = lists.get(networks);
  if (known !== undefined) return known;
  const list = new BlockList();
  for (const network of networks) {
    const [address = "", bits] = network.split("/");
    const family = isIP(address) === 6 ? "ipv6" : "ipv4";
    if (bits === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(bits), family);
  }
  lists.set(networks, list);
  return list;
}

function familyOf(address: string): [address: string, family: "ipv4" | "ipv6"] {
  const plain = withoutZone(address);
  const four = isIP(plain) === 6 ? fourOf(plain) : null;
  if (four !== null) return [four, "ipv4"];
  return isIP(plain) === 6 ? [plain, "ipv6"] : [isIP(plain) === 4 ? plain : "0.0.0.0", "ipv4"];
}

/** The bytes of an address in network order: 4, also of IPv4 written as IPv6, or 16; null if it is none. */
export function addressBytes(address: string): Uint8Array | null {
  const plain = withoutZone(address);
  const family = isIP(plain);
  if (family === 0) return null;
  const four = family === 4 ? plain : fourOf(plain);
  if (four !== null) return new Uint8Array(four.split(".").map(Number));
  const groups = groupsOf(plain).map((group) => parseInt(group, 16));
  return new Uint8Array(groups.flatMap((group) => [group >> 8, group & 255]));
}

/** "fe80::1%eth0" names an interface of this machine behind the percent sign. */
function withoutZone(address: string): string {
  return address.split("%")[0] ?? address;
}

/** The IPv4 address that an IPv6 socket shows as "::ffff:192.0.2.1"; null if it is none. */
function fourOf(address: string): string | null {
  const groups = groupsOf(address);
  if (groups.slice(0, 5).some((group) => group !== "0") || groups[5] !== "ffff") return null;
  const [high = 0, low = 0] = groups.slice(6).map((group) => parseInt(group, 16));
  return [high >> 8, high & 255, low >> 8, low & 255].join(".");
}

/** The eight groups of an IPv6 address in hexadecimal, without leading zeros (RFC 4291 2.2). */
function groupsOf(address: string): string[] {
  const dotted = /(\d+)\.(\d+)\.(\d+)\.(\d+)$/.exec(address);
  const [, a = 0, b = 0, c = 0, d = 0] = (dotted ?? []).map(Number);
  const hex = dotted === null
    ? address
    : `${address.slice(0, dotted.index)}${(a << 8 | b).toString(16)}:${(c << 8 | d).toString(16)}`;
  const [left = "", right] = hex.split("::");
  const parts = (text: string) => text === "" ? [] : text.split(":");
  const head = parts(left);
  const tail = right === undefined ? [] : parts(right);
  const zeros = right === undefined ? [] : Array<string>(8 - head.length - tail.length).fill("0");
  return [...head, ...zeros, ...tail].map((group) => parseInt(group, 16).toString(16));
}

/** Whether an address is one of this machine itself: 127.0.0.0/8 or ::1. */
export function isLoopback(address: string): boolean {
  const [plain, family] = familyOf(address);
  return family === "ipv4" ? plain.startsWith("127.") : addressKey(plain) === "0:0:0:0::/64" &&
    groupsOf(plain).join(":") === "0:0:0:0:0:0:0:1";
}
