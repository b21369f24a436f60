// The kit itself: what it finds, and that it fails where it finds something else.
import assert from "node:assert/strict";
import { readHtml } from "./html_tree.ts";
import { inEachLanguage, Intents, show } from "./mod.ts";

Deno.test("roles and names come from tags, labels and attributes", () => {
  const page = show(
    <form>
      <label for="name">Name &amp; more</label>
      <input id="name" />
      <label>
        <input type="checkbox" /> Noise
      </label>
      <button type="submit" aria-label="Send">
        <svg aria-hidden="true" />
      </button>
      <p hidden>nobody reads this</p>
    </form>,
  );
  assert.deepEqual(page.names("textbox"), ["Name & more"]);
  assert.deepEqual(page.names("checkbox"), ["Noise"]);
  assert.deepEqual(page.names("button"), ["Send"]);
  page.reads("Name & more");
  page.lacks("nobody");
});

Deno.test("a missing name, a second element and an intent that was not called are failures", () => {
  const page = show(
    <p>
      <button type="button">A</button>
      <button type="button">A</button>
    </p>,
  );
  assert.throws(() => page.get("button", "A"));
  assert.throws(() => page.get("button", "B"));
  assert.throws(() => page.reads("B"));
  assert.throws(() => page.lacks("A"));
  assert.throws(() => new Intents().were(["a"]));
});

Deno.test("HTML that is not well formed is refused", () => {
  for (const bad of ["<p>", "<p></b>", "</p>", "a < b"]) assert.throws(() => readHtml(bad), bad);
});

Deno.test("listeners hear presses, typing and sending", () => {
  const intents = new Intents();
  const page = show(
    <form onSubmit={intents.note("sent")}>
      <input
        aria-label="Text"
        onInput={({ currentTarget: { value } }) => intents.note("typed")(value)}
      />
      <button type="button" onClick={() => intents.note("pressed")()}>A</button>
      <button type="button" disabled onClick={intents.note("never")}>B</button>
    </form>,
  );
  page.type("textbox", "Text", "x");
  page.press("button", "A");
  page.press("button", "B");
  intents.were(["typed", "x"], ["pressed"]);
  page.submit();
  assert.equal(intents.calls.length, 1);
});

const seen = new Set<string>();
inEachLanguage("each language has a translator of its own", (t) => {
  assert.ok(!seen.has(t.locale));
  seen.add(t.locale);
  assert.notEqual(t("action.close"), "action.close");
});
