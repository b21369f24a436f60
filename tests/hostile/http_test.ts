// Histories over HTTP: pipelining, slow readers, many small answers.
import { attackBesidePeople } from "./beside_people.ts";

Deno.test("nobody notices who asks much over HTTP and reads nothing; memory comes back", () =>
  attackBesidePeople([
    { way: "pipeline", atOnce: 3, ms: 1_500, longest: 500 },
    { way: "trickle", atOnce: 10, ms: 1_500, longest: 1_000 },
    { way: "unread", atOnce: 30, ms: 1_500, longest: Infinity },
    { way: "small", atOnce: 10, ms: 1_500, longest: Infinity },
  ]));
