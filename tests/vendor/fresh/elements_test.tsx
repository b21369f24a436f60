// What elements get by themselves: hashes of images, aria-current of links.
import assert from "node:assert/strict";
import type { ComponentChildren } from "preact";
import { ask, fixtureApp, textOf } from "./fixture.ts";

async function rendered(view: () => ComponentChildren, path = "/view"): Promise<string> {
  const app = fixtureApp((app) => app.get("/view/*", (ctx) => ctx.render(view())));
  return await textOf(await ask(app, `/view${path.slice("/view".length)}`));
}

/** What the first element in a page says of an attribute. */
function attribute(html: string, name: string): string | undefined {
  return new RegExp(` ${name}="([^"]*)"`).exec(html)?.[1];
}

Deno.test("images and sources are asked for by their content", async () => {
  const hashed = /^\/icon\.svg\?__frsh_c=[0-9a-f]{16}$/;
  const image = await rendered(() => <img src="/icon.svg" alt="" />, "/view/x");
  assert.match(attribute(image, "src")!, hashed);
  const source = await rendered(() => <source src="/icon.svg" />, "/view/x");
  assert.match(attribute(source, "src")!, hashed);
  const list = "/icon.svg 1x, https://x.kg/y.png 2x,/icon.svg 100w";
  for (const props of [{ srcset: list }, { srcSet: list }]) {
    const many = attribute(await rendered(() => <img {...props} alt="" />, "/view/x"), "srcset");
    const hash = attribute(image, "src")!;
    assert.equal(many, `${hash} 1x, https://x.kg/y.png 2x,${hash} 100w`);
  }
});

Deno.test("an image can opt out, and what is no static file stays as it is", async () => {
  const html = await rendered(
    () => <img src="/icon.svg" srcset="/icon.svg 2x" data-fresh-disable-lock alt="" />,
    "/view/x",
  );
  assert.equal(attribute(html, "srcset"), "/icon.svg 2x");
  assert.equal(attribute(html, "src"), "/icon.svg");
  const data = await rendered(() => <img src="data:image/gif;base64,AA" alt="" />, "/view/x");
  assert.equal(attribute(data, "src"), "data:image/gif;base64,AA");
});

Deno.test("a link says whether it leads here, above, or elsewhere", async () => {
  const cases: [href: string, current: string | undefined][] = [
    ["/view/a", "page"],
    ["/view/a/", "page"],
    ["/view/a?sort=name", "page"],
    ["/view/a?sort=size", "true"],
    ["#top", "page"],
    ["/view", "true"],
    ["/", "true"],
    ["/view/ab", undefined],
    ["/view/a/b", undefined],
    ["https://example.org/view/a", undefined],
    ["mailto:a@example.org", undefined],
  ];
  for (const [href, current] of cases) {
    const html = await rendered(() => <a href={href}>x</a>, "/view/a?sort=name");
    assert.equal(attribute(html, "aria-current"), current, href);
  }
});

Deno.test("a link that says it itself is left alone", async () => {
  const html = await rendered(() => <a href="/view/a" aria-current="false">x</a>, "/view/a");
  assert.equal(attribute(html, "aria-current"), "false");
});
