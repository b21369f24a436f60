// Who has which address in a network of the lab, in either version of the protocol. Pure.

/** Which version of the Internet Protocol a network speaks; never both. */
export type Family = 4 | 6;

/** How addresses are made of numbers. */
export interface Plan {
  /** Length of every network's prefix. */
  bits: number;
  /** In the middle, where everything public is. */
  outside(host: number): string;
  /** At home, behind router number `home`. */
  inside(home: number, host: number): string;
  /** The whole of one home. */
  network(home: number): string;
}

/** Documentation's own networks (RFC 3849) have no use elsewhere; for IPv4 they are too small. */
export const PLANS: Readonly<Record<Family, Plan>> = {
  4: {
    bits: 24,
    outside: (host) => `20.0.0.${host}`,
    inside: (home, host) => `10.${home}.0.${host}`,
    network: (home) => `10.${home}.0.0/24`,
  },
  6: {
    bits: 64,
    outside: (host) => `2001:db8::${host}`,
    inside: (home, host) => `2001:db8:${home}::${host}`,
    network: (home) => `2001:db8:${home}::/64`,
  },
};

/** As it stands in a URL. */
export function bracketed(address: string): string {
  return address.includes(":") ? `[${address}]` : address;
}

/** "cone": one outside port for all; "symmetric": another one for each destination. */
export type Nat = "cone" | "symmetric";

/**
 * What a router does, in the words of nft. In IPv6 there is no NAT, only a wall. Unasked UDP is
 * dropped on its way in: else the kernel's own NAT gives up its port for it.
 */
export function routerRules({ family, nat, blocked }: {
  family: Family;
  nat: Nat;
  /** What may not leave: "meta l4proto udp". */
  blocked: readonly string[];
}): string {
  const how = nat === "symmetric" ? "masquerade fully-random" : "masquerade persistent";
  return `
    flush ruleset
    table ip nat {
      chain post { type nat hook postrouting priority srcnat; oifname "wan" ${how}; }
    }
    table ${family === 4 ? "ip" : "ip6"} filter {
      chain input { type filter hook input priority filter; iifname "wan" meta l4proto udp drop; }
      chain forward {
        type filter hook forward priority filter; policy drop;
        ${blocked.map((what) => `${what} drop`).join("\n")}
        iifname "lan" accept
        iifname "wan" ct state established,related accept
      }
    }`;
}
