// createDefine(): types only, so most of this file is checked by the compiler.
import assert from "node:assert/strict";
import { createDefine, HttpError, page, type PageProps } from "fresh";
import type { DataOf } from "../../../vendor/fresh/define.ts";

interface State {
  name: string;
}

const define = createDefine<State>();

/** Compiles as true only if both types are the same. */
type Same<A, B> = [A] extends [B] ? [B] extends [A] ? true : false : false;

Deno.test("page data has the type that the handlers give", () => {
  const handler = define.handlers({
    GET: (ctx) => page({ name: ctx.state.name }),
    async POST(ctx) {
      await Promise.resolve();
      return ctx.url.hash === "" ? page({ name: "posted" }) : ctx.redirect("/");
    },
    DELETE: () => {
      throw new HttpError(403);
    },
  });
  const same: Same<DataOf<typeof handler>, { name: string }> = true;
  const none: Same<DataOf<never>, undefined> = true;
  assert.ok(same && none);
  const shown = define.page<typeof handler>(({ data, state }) => data.name + state.name);
  // @ts-expect-error: there is no such thing in the handlers' data
  define.page<typeof handler>(({ data }) => data.nothing);
  // @ts-expect-error: there is no such thing in the state
  define.middleware((ctx) => new Response(ctx.state.nothing));
  const props = { data: { name: "а" }, state: { name: "б" } };
  assert.equal(shown(props as PageProps<{ name: string }, State>), "аб");
});

Deno.test("define gives back what it was given", () => {
  const middleware = () => new Response();
  assert.equal(define.middleware(middleware), middleware);
  const list = [middleware, middleware];
  assert.equal(define.middleware(list), list);
  const layout = () => null;
  assert.equal(define.layout(layout), layout);
});

Deno.test("page() carries data, status and headers", () => {
  const response = page({ a: 1 }, { status: 201, headers: { "x-a": "1" } });
  assert.deepEqual(response.data, { a: 1 });
  assert.deepEqual(response.init, { status: 201, headers: { "x-a": "1" } });
});
