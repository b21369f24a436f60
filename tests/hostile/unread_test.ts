// Sockets that talk and never read.
import { attackBesidePeople } from "./beside_people.ts";

Deno.test("nobody notices sockets that never read; they are cut, and memory comes back", () =>
  attackBesidePeople([{
    way: "websocket",
    atOnce: 10,
    ms: 30_000,
    enough: 10,
    longest: Infinity,
  }]));
