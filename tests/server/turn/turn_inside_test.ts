// What the server knows of the TURN server inside, and what it tells browsers of it.
import assert from "node:assert/strict";
import { lineOf, TURN_BESIDE, TURN_NONE, turnFolder, turnInside } from "@/server/turn/mod.ts";

const TURN = {
  host: "0.0.0.0",
  port: 3478,
  addresses: [],
  ports: [49_152, 65_535],
  peers: [],
} as const;
const FIGURES = { open: 1, opened: 2, bytes: 3, refused: { credentials: 4, quota: 5, peer: 6 } };

Deno.test("TURN inside: none where it is not set, or could not be started", async () => {
  const dataDir = await Deno.makeTempDir();
  assert.equal(await turnInside({ turn: null, dataDir, tlsPort: null }, [TURN_BESIDE]), null);
  assert.equal(await turnInside({ turn: TURN, dataDir, tlsPort: null }, [TURN_NONE]), null);
});

Deno.test("TURN inside: told from the first moment, and on while it is started again", async () => {
  const dataDir = await Deno.makeTempDir();
  const inside = await turnInside({ turn: TURN, dataDir, tlsPort: 443 }, [TURN_BESIDE]);
  assert.ok(inside !== null && typeof inside !== "string");
  const secret = (await Deno.readTextFile(`${turnFolder(dataDir)}/secret.key`)).trim();
  const told = { port: 3478, tlsPort: 443, secret };
  const place = { host: "127.0.0.1", port: 3478 };
  assert.deepEqual([inside.told(), inside.place(), inside.state], [told, place, null]);
  inside.hear(lineOf({ ...FIGURES, pid: null, restarts: 1 }));
  assert.deepEqual([inside.told(), inside.place()], [told, null], "streams go nowhere meanwhile");
  inside.hear("nonsense");
  inside.hear('{"turn":7}');
  assert.equal(inside.state?.restarts, 1);
  inside.hear(lineOf({ ...FIGURES, pid: 7, restarts: 1 }));
  assert.deepEqual([inside.place(), inside.state?.pid], [place, 7]);
});
