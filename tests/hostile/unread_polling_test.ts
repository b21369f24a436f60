// Sockets that post and never poll.
import { attackBesidePeople } from "./beside_people.ts";

Deno.test("nobody notices sockets that never poll; they are cut, and memory comes back", () =>
  attackBesidePeople([{ way: "polling", atOnce: 10, ms: 20_000, enough: 20, longest: 12_000 }]));
