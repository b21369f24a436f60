// csp(): the policy, and the nonce that inline scripts and styles of a page carry.
import assert from "node:assert/strict";
import { App, csp } from "fresh";
import { ask, textOf } from "./fixture.ts";

const policyOf = (response: Response) => response.headers.get("content-security-policy") ?? "";

Deno.test("csp() sends defaults that an app can replace one by one", async () => {
  const own = ["img-src 'self' https://example.org", "require-trusted-types-for 'script'"];
  const app = new App().use(csp({ csp: own })).get("/", () => new Response("x"));
  const policy = policyOf(await ask(app, "/"));
  assert.match(policy, /^default-src 'self'; script-src 'self' 'unsafe-inline'; /);
  assert.equal(policy.split("img-src").length, 2);
  assert.ok(own.every((directive) => policy.includes(directive)));
});

Deno.test("csp() can only report, and says where to", async () => {
  const app = new App().use(csp({ reportOnly: true, reportTo: "/reports" }))
    .get("/", () => new Response("x"));
  const { headers } = await ask(app, "/");
  assert.equal(headers.get("content-security-policy"), null);
  assert.match(
    headers.get("content-security-policy-report-only")!,
    /report-uri \/reports; report-to csp-endpoint$/,
  );
  assert.equal(headers.get("reporting-endpoints"), 'csp-endpoint="/reports"');
});

const inline = new App().use(csp({ useNonce: true }))
  .get("/", (ctx) =>
    ctx.render(
      <html>
        <head>
          <style>{"p{}"}</style>
          <script src="/a.js" />
          <script nonce="own">1</script>
        </head>
        <body>
          <script>1</script>
        </body>
      </html>,
    ))
  .get("/data", () => Response.json({}));

Deno.test("with useNonce inline scripts and styles carry what the policy names, anew each time", async () => {
  const nonces = new Set<string>();
  for (let i = 0; i < 3; i++) {
    const response = await ask(inline, "/");
    const policy = policyOf(response);
    assert.doesNotMatch(policy, /unsafe-inline/);
    const nonce = /script-src 'self' 'nonce-([0-9a-f]{32})'/.exec(policy)?.[1] ?? "none";
    assert.ok(policy.includes(`style-src 'self' 'nonce-${nonce}'`));
    const html = await textOf(response);
    assert.ok(
      html.includes(`<style nonce="${nonce}">`) && html.includes(`<script nonce="${nonce}">`),
    );
    assert.ok(html.includes('<script src="/a.js">') && html.includes('nonce="own"'));
    nonces.add(nonce);
  }
  assert.equal(nonces.size, 3);
});

Deno.test("two pages that are rendered at the same time have two nonces", async () => {
  const gate = Promise.withResolvers<void>();
  const app = new App().use(csp({ useNonce: true })).get("/:id", async (ctx) => {
    if (ctx.params.id === "slow") await gate.promise;
    return await ctx.render(<script>1</script>);
  });
  const slow = ask(app, "/slow");
  const fast = await ask(app, "/fast");
  gate.resolve();
  for (const response of [fast, await slow]) {
    const nonce = /'nonce-(\w+)'/.exec(policyOf(response))?.[1];
    assert.ok((await textOf(response)).includes(`<script nonce="${nonce}">`));
  }
});

Deno.test("safer than Fresh: what is not rendered is allowed nothing inline", async () => {
  const policy = policyOf(await ask(inline, "/data"));
  assert.doesNotMatch(policy, /unsafe-inline|nonce/);
  assert.match(policy, /script-src 'self';/);
});
