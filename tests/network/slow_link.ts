// A slow link, for kernels that cannot make one (netem): packets that a TUN device is handed come
// back from it later, one after the other at a limited rate, and some never. A program of its own:
//   slow_link.ts <device> <address of the near end> <ms each way> <% lost> <kbit/s each way>

/** From <linux/if_tun.h>. */
const TUNSETIFF = 0x400454ca;
const IFF_TUN_NO_PI = 0x1001;
const IFREQ_BYTES = 40;
const IFREQ_FLAGS = 16;
const O_RDWR = 2;
const MAX_PACKET = 65_536;
/** Where an IPv4 packet says from where it comes. */
const SOURCE = 12;
/** Packets that would have to queue for longer are dropped, as by any router. */
const LONGEST_QUEUE_MS = 400;

if (import.meta.main) await run();

async function run(): Promise<void> {
  const [device = "", near = "", delayMs = "0", lossPercent = "0", kbits = "0"] = Deno.args;
  const tun = openTun(device);
  const way = () => makeWay({ delayMs: +delayMs, lose: +lossPercent / 100, kbits: +kbits });
  const [up, down] = [way(), way()];
  console.log("ready");
  for (;;) {
    const packet = await tun.read();
    const isUp = packet.subarray(SOURCE, SOURCE + 4).join(".") === near;
    const after = (isUp ? up : down)(packet.length);
    if (after !== null) setTimeout(() => tun.write(packet), after);
  }
}

/** One direction: how many milliseconds a packet of so many bytes takes; null if it is lost. */
function makeWay({ delayMs, lose, kbits }: { delayMs: number; lose: number; kbits: number }) {
  let freeAt = 0;
  return (bytes: number): number | null => {
    const now = performance.now();
    const begins = Math.max(now, freeAt);
    if (Math.random() < lose || begins - now > LONGEST_QUEUE_MS) return null;
    freeAt = begins + bytes * 8 / kbits;
    return freeAt - now + delayMs;
  };
}

function openTun(device: string) {
  const { symbols: libc } = Deno.dlopen("libc.so.6", {
    open: { parameters: ["buffer", "i32"], result: "i32" },
    ioctl: { parameters: ["i32", "u64", "buffer"], result: "i32" },
    read: { parameters: ["i32", "buffer", "usize"], result: "isize", nonblocking: true },
    write: { parameters: ["i32", "buffer", "usize"], result: "isize" },
  });
  const file = libc.open(new TextEncoder().encode("/dev/net/tun\0"), O_RDWR);
  const request = new Uint8Array(IFREQ_BYTES);
  new TextEncoder().encodeInto(device, request);
  new DataView(request.buffer).setUint16(IFREQ_FLAGS, IFF_TUN_NO_PI, true);
  if (file < 0 || libc.ioctl(file, BigInt(TUNSETIFF), request) < 0) {
    throw new Error(`${device} cannot be opened`);
  }
  const buffer = new Uint8Array(MAX_PACKET);
  return {
    read: async () => {
      const length = Number(await libc.read(file, buffer, BigInt(buffer.length)));
      if (length < 0) throw new Error(`${device} is gone`);
      return buffer.slice(0, length);
    },
    write: (packet: Uint8Array<ArrayBuffer>) =>
      void libc.write(file, packet, BigInt(packet.length)),
  };
}
