// Puts a slow link between two cables of one place.
import { inside, run } from "./ip.ts";

/** What a slow link does to packets, each way. */
export interface Slowness {
  delayMs: number;
  lossPercent: number;
  kbits: number;
}

/** Whatever comes in at `in` or `out` of a place goes through slow_link.ts first, then on its way. */
export async function startSlowLink(
  name: string,
  { delayMs, lossPercent, kbits, near }: Slowness & { near: string },
): Promise<Deno.ChildProcess> {
  const ip = ["ip", "-n", name];
  for (const key of ["all", "default"]) {
    await inside(name, ["sysctl", "-qw", `net.ipv4.conf.${key}.rp_filter=0`]);
  }
  await run([...ip, "tuntap", "add", "dev", "tun0", "mode", "tun"]);
  await run([...ip, "link", "set", "tun0", "up"]);
  await run([...ip, "route", "add", "default", "dev", "tun0", "table", "101"]);
  for (const device of ["in", "out"]) {
    await run([...ip, "rule", "add", "iif", device, "table", "101"]);
  }
  const program = new URL("slow_link.ts", import.meta.url).pathname;
  const args = ["tun0", near, String(delayMs), String(lossPercent), String(kbits)];
  // Before everything else on this machine: a link that waits for a processor is another link.
  const first = ["nice", "-n", "-20", Deno.execPath(), "run", "-A", "--no-check", program];
  const process = new Deno.Command("ip", {
    args: ["netns", "exec", name, ...first, ...args],
    stdin: "null",
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  for await (const said of process.stdout.values({ preventCancel: true })) {
    if (new TextDecoder().decode(said).includes("ready")) break;
  }
  return process;
}
