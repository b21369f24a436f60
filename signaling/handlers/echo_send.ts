// echo:send: the connection test measures the way to the server and back.
import type { AnyoneHandler } from "./handler.ts";

/** Answers the same text and the server's time in milliseconds since 1970. */
export const echoSend: AnyoneHandler<"echo:send"> = ({ directory }, { text }) => ({
  text,
  at: directory.now(),
});
