// A network of its own on this machine: routers with NAT, public addresses, links that can be cut.
//
//   a 10.1.0.2 ── router 20.0.0.11 (NAT) ──┐
//   a 10.3.0.2 ── router 20.0.0.13 (NAT) ──┤  (the second link of a, down at first)
//   b 10.2.0.2 ── router 20.0.0.12 (NAT) ──┼── 20.0.0.0/24 ── server 20.0.0.100
//
// Network namespaces, so nothing leaves the machine and nothing of it is changed.

/** Where the product and coturn listen. */
export const SERVER = "20.0.0.100";

/** "cone": one outside port for all; "symmetric": another one for each destination. */
export type Nat = "cone" | "symmetric";
export type Client = "a" | "b";

/** Why there can be no such network here; null if there can. */
export async function labMissing(): Promise<string | null> {
  for (const program of ["ip", "nft"]) {
    if (!(await run([program, "-V"], { fails: true })).success) {
      return `${program} is not installed`;
    }
  }
  const name = `juz${Deno.pid}t`;
  const made = await run(["ip", "netns", "add", name], { fails: true });
  if (!made.success) return "network namespaces need root, and a kernel that has them";
  const filters = await inside(name, ["nft", "add", "table", "ip", "t"], { fails: true });
  await run(["ip", "netns", "del", name]);
  return filters.success ? null : "this kernel has no nftables";
}

/** One such network; `await using` takes it down. */
export class Lab implements AsyncDisposable {
  readonly #prefix = `juz${Deno.pid}`;
  readonly #names: string[] = [];

  static async build(nat: Nat): Promise<Lab> {
    const lab = new Lab();
    try {
      await lab.#build(nat);
    } catch (error) {
      await lab[Symbol.asyncDispose]();
      throw error;
    }
    return lab;
  }

  /** Words that run a program at somebody's place, to be followed by the program's own. */
  at(place: Client | "server"): string[] {
    return ["ip", "netns", "exec", this.#name(place)];
  }

  /** Brings one of the links of a client up, or cuts it. The second one of a is "second". */
  async link(which: "first" | "second", state: "up" | "down"): Promise<void> {
    const [device, router] = which === "first" ? ["eth0", "10.1.0.1"] : ["eth1", "10.3.0.1"];
    const ip = ["ip", "-n", this.#name("a")];
    await run([...ip, "link", "set", device, state]);
    if (state === "up") await run([...ip, "route", "replace", "default", "via", router]);
  }

  /** The networks of both clients let no UDP through from now on. */
  async blockUdp(): Promise<void> {
    for (const router of ["ra", "rb"]) {
      const rule = "insert rule ip filter forward meta l4proto udp drop";
      await inside(this.#name(router), ["nft", ...rule.split(" ")]);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const name of this.#names) await run(["ip", "netns", "del", name], { fails: true });
  }

  async #build(nat: Nat): Promise<void> {
    for (const name of ["net", "server", "a", "b", "ra", "rb", "rc"]) await this.#add(name);
    const net = this.#name("net");
    await run(["ip", "-n", net, "link", "add", "bridge", "type", "bridge"]);
    await run(["ip", "-n", net, "addr", "add", "20.0.0.254/24", "dev", "bridge"]);
    await run(["ip", "-n", net, "link", "set", "bridge", "up"]);
    await this.#outside("server", `${SERVER}/24`);
    await this.#household({ client: "a", device: "eth0", router: "ra", number: 1, nat });
    await this.#household({ client: "b", device: "eth0", router: "rb", number: 2, nat });
    await this.#household({ client: "a", device: "eth1", router: "rc", number: 3, nat });
    await run(["ip", "-n", this.#name("a"), "link", "set", "eth1", "down"]);
    await this.link("first", "up");
    await run(["ip", "-n", this.#name("b"), "route", "add", "default", "via", "10.2.0.1"]);
  }

  async #add(name: string): Promise<void> {
    const full = this.#name(name);
    await run(["ip", "netns", "add", full]);
    this.#names.push(full);
    // Each new IPv6 address would be one more change of network, which browsers wait out.
    await inside(full, ["sysctl", "-qw", "net.ipv6.conf.all.disable_ipv6=1"]);
    await run(["ip", "-n", full, "link", "set", "lo", "up"]);
  }

  #name(place: string): string {
    return this.#prefix + place;
  }

  /** Gives a place a public address. */
  async #outside(place: string, address: string): Promise<void> {
    const name = this.#name(place);
    const peer = ["peer", "name", `to-${place}`, "netns", this.#name("net")];
    await run(["ip", "link", "add", "wan", "netns", name, "type", "veth", ...peer]);
    const net = ["ip", "-n", this.#name("net"), "link", "set", `to-${place}`];
    await run([...net, "master", "bridge"]);
    await run([...net, "up"]);
    await run(["ip", "-n", name, "addr", "add", address, "dev", "wan"]);
    await run(["ip", "-n", name, "link", "set", "wan", "up"]);
    await run(["ip", "-n", name, "route", "add", "default", "via", "20.0.0.254"]);
  }

  /** A client's link and the router behind it. */
  async #household(
    { client, device, router, number, nat }: {
      client: Client;
      device: string;
      router: string;
      number: number;
      nat: Nat;
    },
  ): Promise<void> {
    await this.#outside(router, `20.0.0.1${number}/24`);
    const [inner, outer] = [this.#name(client), this.#name(router)];
    const peer = ["peer", "name", "lan", "netns", outer];
    await run(["ip", "link", "add", device, "netns", inner, "type", "veth", ...peer]);
    await run(["ip", "-n", outer, "addr", "add", `10.${number}.0.1/24`, "dev", "lan"]);
    await run(["ip", "-n", outer, "link", "set", "lan", "up"]);
    await run(["ip", "-n", inner, "addr", "add", `10.${number}.0.2/24`, "dev", device]);
    await run(["ip", "-n", inner, "link", "set", device, "up"]);
    await inside(outer, ["sysctl", "-qw", "net.ipv4.ip_forward=1"]);
    await inside(outer, ["nft", "-f", "-"], { input: rulesOf(nat) });
  }
}

/** Unasked UDP is dropped on its way in: else the kernel's own NAT gives up its port for it. */
function rulesOf(nat: Nat): string {
  const how = nat === "symmetric" ? "masquerade fully-random" : "masquerade persistent";
  return `
    table ip nat {
      chain post { type nat hook postrouting priority srcnat; oifname "wan" ${how}; }
    }
    table ip filter {
      chain input { type filter hook input priority filter; iifname "wan" meta l4proto udp drop; }
      chain forward {
        type filter hook forward priority filter; policy drop;
        iifname "lan" accept
        iifname "wan" ct state established,related accept
      }
    }`;
}

interface RunOptions {
  input?: string;
  /** A failure is an answer, too. */
  fails?: boolean;
}

function inside(name: string, words: string[], options: RunOptions = {}) {
  return run(["ip", "netns", "exec", name, ...words], options);
}

async function run([program = "", ...args]: string[], { input, fails }: RunOptions = {}) {
  try {
    const process = new Deno.Command(program, {
      args,
      stdin: input === undefined ? "null" : "piped",
      stdout: "null",
      stderr: "piped",
    }).spawn();
    if (input !== undefined) {
      const writer = process.stdin.getWriter();
      await writer.write(new TextEncoder().encode(input));
      await writer.close();
    }
    const { success, stderr } = await process.output();
    if (success || fails) return { success };
    throw new Error(`${program} ${args.join(" ")}: ${new TextDecoder().decode(stderr)}`);
  } catch (error) {
    if (fails && error instanceof Deno.errors.NotFound) return { success: false };
    throw error;
  }
}
