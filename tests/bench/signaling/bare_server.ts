// The floor of the signaling bench: Socket.IO on Deno that only relays, without a single wall.
import { createServer } from "node:http";
import { Server, type Socket } from "socket.io";

type Ack = ((reply: object) => void) | undefined;

const http = createServer((_request, response) => response.end("ok"));
const io = new Server(http, { serveClient: false, perMessageDeflate: false });

io.on("connection", (socket: Socket) => {
  socket.on("join", async (room: string, ack: Ack) => {
    await socket.join(room);
    ack?.({ ok: true });
  });
  socket.on("signal", ({ to, ...signal }: { to: string }, ack: Ack) => {
    io.to(to).emit("signal", { ...signal, from: socket.id });
    ack?.({ ok: true });
  });
});

http.listen(Number(Deno.env.get("PORT")), "127.0.0.1");
