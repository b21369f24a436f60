// echo:send: does the way to the server and back work?
import type { AnyoneHandler } from "./handler.ts";

/** Answers the same text and the server's time in milliseconds since 1970. */
export const echoSend: AnyoneHandler<"echo:send"> = ({ directory }, { text }) => ({
  text,
  at: directory.now(),
});
