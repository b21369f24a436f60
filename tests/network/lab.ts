// A network of its own on this machine: routers with NAT, public addresses, links that can be cut.
//
//   a 10.1.0.2 ── router 20.0.0.11 (NAT) ──┐
//   a 10.3.0.2 ── router 20.0.0.13 (NAT) ──┤  (the second link of a, down at first)
//   b 10.2.0.2 ── router 20.0.0.12 (NAT) ──┼── 20.0.0.0/24 ── server 20.0.0.100
//
// Network namespaces, so nothing leaves the machine and nothing of it is changed.
import { type Family, type Nat, type Plan, PLANS, routerRules } from "./addresses.ts";
import { inside, OWN_PREFIX, run, sweep } from "./ip.ts";
import { type Slowness, startSlowLink } from "./slow.ts";

const SERVER = 100;
const DIRECTORY = 254;
/** The home that stands before a slow link. */
const SLOW_HOME = 9;

export type Client = "a" | "b";
export type Link = "first" | "second";

export interface LabOptions {
  family?: Family;
  nat?: Nat;
  /** The first link of a is so; IPv4 only. */
  slow?: Slowness;
}

interface Port {
  device: string;
  router: string;
  home: number;
}

const LINKS: Readonly<Record<Link, Port & { metric: string }>> = {
  first: { device: "eth0", router: "ra", home: 1, metric: "100" },
  second: { device: "eth1", router: "rc", home: 3, metric: "200" },
};

/** One such network; `await using` takes it down. */
export class Lab implements AsyncDisposable {
  readonly #names: string[] = [];
  readonly #family: Family;
  readonly #plan: Plan;
  #nat: Nat;
  #blocked: string[] = [];
  #slowLink: Deno.ChildProcess | null = null;

  private constructor({ family = 4, nat = "cone" }: LabOptions) {
    this.#family = family;
    this.#plan = PLANS[family];
    this.#nat = nat;
  }

  static async build(options: LabOptions = {}): Promise<Lab> {
    await sweep();
    const lab = new Lab(options);
    try {
      await lab.#build(options.slow ?? null);
    } catch (error) {
      await lab[Symbol.asyncDispose]();
      throw error;
    }
    return lab;
  }

  /** Where the product and coturn listen. */
  get server(): string {
    return this.#plan.outside(SERVER);
  }

  /** The address of a on one of its links. */
  addressOf(link: Link): string {
    return this.#plan.inside(LINKS[link].home, 2);
  }

  /** Words that run a program at somebody's place, to be followed by the program's own. */
  at(place: Client | "server"): string[] {
    return ["ip", "netns", "exec", this.#name(place)];
  }

  /**
   * Brings a link of a up, or cuts it; without a link there is no address, as with any network
   * manager. With both up packets take the link of their address.
   */
  async link(which: Link, state: "up" | "down"): Promise<void> {
    const { device, home, metric } = LINKS[which];
    const ip = ["ip", "-n", this.#name("a")];
    await run([...ip, "addr", "flush", "dev", device]);
    if (state === "down") return void await run([...ip, "link", "set", device, "down"]);
    await this.#give(this.#name("a"), device, this.addressOf(which));
    const via = ["default", "via", this.#plan.inside(home, 1), "dev", device];
    await run([...ip, `-${this.#family}`, "route", "replace", ...via, "metric", metric]);
    await run([...ip, `-${this.#family}`, "route", "replace", ...via, "table", metric]);
  }

  /** Somebody's computer stands still with all that runs on it, and goes on. */
  async sleep(client: Client, state: "asleep" | "awake"): Promise<void> {
    const { said } = await run(["ip", "netns", "pids", this.#name(client)]);
    const signal = state === "asleep" ? "SIGSTOP" : "SIGCONT";
    for (const pid of said.split(/\s+/).filter(Boolean)) Deno.kill(Number(pid), signal);
  }

  /** Bytes that a has received over a link so far. */
  async received(which: Link): Promise<number> {
    const file = `/sys/class/net/${LINKS[which].device}/statistics/rx_bytes`;
    return Number((await inside(this.#name("a"), ["cat", file])).said);
  }

  /** The routers of both clients do it so from now on. */
  async translate(nat: Nat): Promise<void> {
    this.#nat = nat;
    await this.#setRules();
  }

  /** They let no such packets out any more, in the words of nft: "meta l4proto udp". */
  async block(...what: string[]): Promise<void> {
    this.#blocked = what;
    await this.#setRules();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#slowLink?.kill("SIGKILL");
    await this.#slowLink?.status;
    for (const name of this.#names) await run(["ip", "netns", "del", name], { fails: true });
  }

  async #build(slow: Slowness | null): Promise<void> {
    for (const name of ["net", "server", "a", "b", "ra", "rb", "rc"]) await this.#add(name);
    const net = this.#name("net");
    await run(["ip", "-n", net, "link", "add", "bridge", "type", "bridge"]);
    await this.#give(net, "bridge", this.#plan.outside(DIRECTORY));
    await this.#forward(net);
    await this.#outside("server", this.server);
    if (slow === null) await this.#home("a", LINKS.first);
    else await this.#slowHome(slow);
    await this.#home("b", { device: "eth0", router: "rb", home: 2 });
    await this.#home("a", LINKS.second);
    await this.#setRules();
    await this.#routesOfA();
    await this.#routeOf(this.#name("b"), this.#plan.inside(2, 1));
  }

  /** What a sends from one of its addresses goes over that link, where there is a way. */
  async #routesOfA(): Promise<void> {
    const ip = ["ip", "-n", this.#name("a"), `-${this.#family}`];
    for (const which of ["first", "second"] as const) {
      await run([
        ...ip,
        "rule",
        "add",
        "from",
        this.addressOf(which),
        "table",
        LINKS[which].metric,
      ]);
    }
    await this.link("second", "down");
    await this.link("first", "up");
  }

  async #add(name: string): Promise<void> {
    const full = this.#name(name);
    await run(["ip", "netns", "add", full]);
    this.#names.push(full);
    if (this.#family === 4) {
      // Each new IPv6 address would be one more change of network, which browsers wait out.
      await inside(full, ["sysctl", "-qw", "net.ipv6.conf.all.disable_ipv6=1"]);
    }
    await run(["ip", "-n", full, "link", "set", "lo", "up"]);
  }

  #name(place: string): string {
    return OWN_PREFIX + place;
  }

  async #give(name: string, device: string, address: string): Promise<void> {
    const nodad = this.#family === 6 ? ["nodad"] : [];
    const full = `${address}/${this.#plan.bits}`;
    await run(["ip", "-n", name, "addr", "add", full, "dev", device, ...nodad]);
    await run(["ip", "-n", name, "link", "set", device, "up"]);
  }

  async #routeOf(name: string, gateway: string): Promise<void> {
    await run(["ip", "-n", name, `-${this.#family}`, "route", "add", "default", "via", gateway]);
  }

  async #forward(name: string): Promise<void> {
    const key = this.#family === 4 ? "net.ipv4.ip_forward" : "net.ipv6.conf.all.forwarding";
    await inside(name, ["sysctl", "-qw", `${key}=1`]);
  }

  /** Gives a place a public address. */
  async #outside(place: string, address: string): Promise<void> {
    const name = this.#name(place);
    const peer = ["peer", "name", `to-${place}`, "netns", this.#name("net")];
    await run(["ip", "link", "add", "wan", "netns", name, "type", "veth", ...peer]);
    const net = ["ip", "-n", this.#name("net"), "link", "set", `to-${place}`];
    await run([...net, "master", "bridge"]);
    await run([...net, "up"]);
    await this.#give(name, "wan", address);
    await this.#routeOf(name, this.#plan.outside(DIRECTORY));
  }

  /** A cable from somebody at home to whoever forwards their packets. */
  async #cable(
    { device, home }: Port,
    ends: { inner: string; outer: string; at: string },
  ): Promise<void> {
    const [from, to] = [this.#name(ends.inner), this.#name(ends.outer)];
    const peer = ["peer", "name", ends.at, "netns", to];
    await run(["ip", "link", "add", device, "netns", from, "type", "veth", ...peer]);
    await this.#give(to, ends.at, this.#plan.inside(home, 1));
    await this.#give(from, device, this.#plan.inside(home, 2));
    await this.#forward(to);
  }

  /** A link of somebody, and the router behind it. */
  async #home(client: string, port: Port): Promise<void> {
    const address = this.#plan.outside(10 + port.home);
    await this.#outside(port.router, address);
    await this.#cable(port, { inner: client, outer: port.router, at: "lan" });
    if (this.#family === 4) return;
    const back = [this.#plan.network(port.home), "via", address];
    await run(["ip", "-n", this.#name("net"), "-6", "route", "add", ...back]);
  }

  /** The first link of a with something in between that keeps packets for a while. */
  async #slowHome(slow: Slowness): Promise<void> {
    await this.#add("slow");
    const name = this.#name("slow");
    await this.#home("slow", { device: "out", router: "ra", home: SLOW_HOME });
    await this.#cable(LINKS.first, { inner: "a", outer: "slow", at: "in" });
    const back = [this.#plan.network(LINKS.first.home), "via", this.#plan.inside(SLOW_HOME, 2)];
    await run(["ip", "-n", this.#name("ra"), "route", "add", ...back]);
    await this.#routeOf(name, this.#plan.inside(SLOW_HOME, 1));
    this.#slowLink = await startSlowLink(name, { ...slow, near: this.addressOf("first") });
  }

  async #setRules(): Promise<void> {
    const rules = { family: this.#family, nat: this.#nat, blocked: this.#blocked };
    for (const router of ["ra", "rb", "rc"]) {
      await inside(this.#name(router), ["nft", "-f", "-"], { input: routerRules(rules) });
    }
  }
}
