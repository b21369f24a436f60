// The STUN server as a process of its own (docs/decisions/014-stun-beside.md): arguments are its
// address and its port. It may send datagrams to anybody, so it knows no secret and reads no file.
import { untilInputEnds } from "../lifecycle.ts";
import { StunServer } from "./stun_server.ts";

const [host = "", port = ""] = Deno.args;
const server = await StunServer.listen({ host, port: Number(port) });
if (typeof server === "string") {
  console.error(server);
  Deno.exit(1);
}
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  if (signal === "SIGTERM" && Deno.build.os === "windows") continue;
  Deno.addSignalListener(signal, () => {}); // whoever started this process ends it
}
console.log(server.port); // that it listens
await untilInputEnds();
Deno.exit(0);
