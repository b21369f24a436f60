// The documentation of the HTTP API, for programs and for people: it tells of all there is, and of nothing else.
import assert from "node:assert/strict";
import { API_ERRORS } from "@/server/api/errors.ts";
import { MAX_BODY_BYTES } from "@/server/api/body.ts";
import { Api, OPENAPI_PATH } from "@/server/api/mod.ts";
import { openApi, refusalsOf } from "@/server/api/openapi.ts";
import { OPERATIONS } from "@/server/api/operations.ts";

const page = await Deno.readTextFile(new URL("../../../docs/api.md", import.meta.url));

Deno.test("every operation documents the refusals that it can give", () => {
  const document = openApi("https://example.org") as {
    paths: Record<string, Record<string, { responses: Record<string, { description: string }> }>>;
  };
  for (const operation of OPERATIONS) {
    const { method, path, status } = operation;
    const { responses = {} } = document.paths[path]?.[method.toLowerCase()] ?? {};
    assert.ok(responses[status]);
    for (const code of refusalsOf(operation)) {
      assert.ok(responses[API_ERRORS[code]]?.description.includes(code), `${path}: ${code}`);
    }
  }
});

Deno.test("docs/api.md has a part for every operation, a row for every code, and the numbers as they are", () => {
  const told = [...page.matchAll(/^### `(\w+ \/api[^`]*)`$/gm)].map(([, line]) => line);
  assert.deepEqual(told, OPERATIONS.map(({ method, path }) => `${method} ${path}`));
  const rows = [...page.matchAll(/^\| `([\w-]+)` +\| (\d{3}) +\|/gm)];
  assert.deepEqual(
    Object.fromEntries(rows.map(([, code, status]) => [code, Number(status)])),
    API_ERRORS,
  );
  assert.ok(page.includes(`${MAX_BODY_BYTES} bytes`));
});

Deno.test("without a key there is no API at all, and nobody is asked for one", async () => {
  const api = new Api({ key: "", roomAdmin: () => assert.fail(), onError: () => assert.fail() });
  const around = { address: "203.0.113.1", origin: "https://example.org" };
  for (const [method, path] of [["POST", "/api/v1/rooms"], ["GET", OPENAPI_PATH]] as const) {
    for (const headers of [{}, { authorization: "Bearer " }, { authorization: "Bearer x" }]) {
      const request = new Request(around.origin + path, { method, headers });
      const answer = await api.answer(request, around);
      assert.deepEqual([answer.status, await answer.json()], [404, { error: "not-found" }]);
    }
  }
});
