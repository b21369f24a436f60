// The mesh comes in a file of its own: what a page does until it is there, and if it never comes.
import assert from "node:assert/strict";
import { loadMesh, meshModule } from "@/call/transport/mesh/load_mesh.ts";
import { fakeClock } from "../../../fakes/ports.ts";
import { settled } from "../../../fakes/random.ts";

Deno.test("a mesh that cannot be fetched is asked for ten times, then the page says that it is not whole", async () => {
  const clock = fakeClock();
  const errors: unknown[] = [];
  let asked = 0;
  let isReady = false;
  const loading = loadMesh({
    clock,
    fetchMesh: () => Promise.reject(new TypeError(`no network ${++asked}`)),
    onError: (error) => errors.push(error),
  }).then((isWhole) => {
    isReady = true;
    return isWhole;
  });
  for (let second = 1; second < 10; second++) {
    await settled();
    assert.deepEqual([asked, isReady], [second, false]);
    clock.advance(1_000);
  }
  assert.equal(await loading, false);
  assert.deepEqual(errors.map(String), ["TypeError: no network 10"]);
  assert.equal(meshModule(), null);
});

Deno.test("a mesh that comes at the second attempt is used, and not fetched again", async () => {
  const clock = fakeClock();
  let asked = 0;
  const options = {
    clock,
    fetchMesh: async () => {
      if (++asked === 1) throw new TypeError("no network");
      return await import("@/call/transport/mesh/mesh_transport.ts");
    },
    onError: (error: unknown) => assert.fail(String(error)),
  };
  const loading = loadMesh(options);
  await settled();
  clock.advance(1_000);
  assert.equal(await loading, true);
  assert.ok(meshModule()?.MeshTransport);
  await loadMesh(options);
  assert.equal(asked, 2);
});
