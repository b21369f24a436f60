// Networks into which no relay leads: the same that deploy/coturn.conf names (a test compares them).
import { BlockList, isIP } from "node:net";

/** Ranges as coturn writes them: this machine, its neighbours, the cloud's own addresses. */
export const PRIVATE_RANGES: readonly string[] = [
  "0.0.0.0-0.255.255.255",
  "10.0.0.0-10.255.255.255",
  "100.64.0.0-100.127.255.255",
  "127.0.0.0-127.255.255.255",
  "169.254.0.0-169.254.255.255",
  "172.16.0.0-172.31.255.255",
  "192.0.0.0-192.0.0.255",
  "192.0.2.0-192.0.2.255",
  "192.88.99.0-192.88.99.255",
  "192.168.0.0-192.168.255.255",
  "198.18.0.0-198.19.255.255",
  "198.51.100.0-198.51.100.255",
  "203.0.113.0-203.0.113.255",
  "224.0.0.0-255.255.255.255",
  "::1",
  "::ffff:0.0.0.0-::ffff:255.255.255.255",
  "64:ff9b::-64:ff9b::ffff:ffff",
  "64:ff9b:1::-64:ff9b:1:ffff:ffff:ffff:ffff:ffff",
  "100::-100::ffff:ffff:ffff:ffff",
  "2001::-2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff",
  "2002::-2002:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
  "fc00::-fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
  "fe80::-febf:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
  "ff00::-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
];

const privateOnes = new BlockList();
for (const range of PRIVATE_RANGES) {
  const [first = "", last = first] = range.split("-");
  // Node takes every IPv4 address for one of ::ffff:0:0/96, too.
  if (first.startsWith("::ffff:")) continue;
  privateOnes.addRange(first, last, isIP(first) === 6 ? "ipv6" : "ipv4");
}

/** Whether the world can send to this address. */
export function isPublic(address: string): boolean {
  const family = isIP(address);
  return family !== 0 && !privateOnes.check(address, family === 6 ? "ipv6" : "ipv4");
}

/** A network ("10.0.0.0/8", or a single address) as coturn writes ranges. */
export function rangeOf(network: string): string {
  const [address = "", bits] = network.split("/");
  if (bits === undefined) return address;
  const size = isIP(address) === 6 ? 128 : 32;
  const span = (1n << BigInt(size - Number(bits))) - 1n;
  const number = numberOf(address);
  return `${textOf(number & ~span, size)}-${textOf(number | span, size)}`;
}

function numberOf(address: string): bigint {
  if (isIP(address) === 4) {
    return address.split(".").reduce((sum, byte) => sum << 8n | BigInt(byte), 0n);
  }
  const groups = new URL(`http://[${address}]`).hostname.slice(1, -1);
  const [head = "", tail] = groups.split("::");
  const parts = (text: string) => text === "" ? [] : text.split(":");
  const [before, after] = [parts(head), parts(tail ?? "")];
  const gap = Array<string>(8 - before.length - after.length).fill("0");
  const all = tail === undefined ? before : [...before, ...gap, ...after];
  return all.reduce((sum, group) => sum << 16n | BigInt(`0x${group}`), 0n);
}

function textOf(number: bigint, size: 32 | 128 | number): string {
  const [step, base, mark] = size === 32 ? [8n, 10, "."] as const : [16n, 16, ":"] as const;
  const groups: string[] = [];
  for (let at = BigInt(size) - step; at >= 0n; at -= step) {
    groups.push((number >> at & (1n << step) - 1n).toString(base));
  }
  return groups.join(mark);
}
