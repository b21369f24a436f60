// The home page: two forms that work without JavaScript.
import assert from "node:assert/strict";
import { MAX_ROOM } from "@/protocol/limits.ts";
import { suffixOf } from "@/signaling/mod.ts";
import { pages } from "./app.ts";

const ask = pages();

async function home(path: string, language = "ky"): Promise<string> {
  return await (await ask(path, { headers: { "accept-language": language } })).text();
}

Deno.test("home comes in the visitor's language, Kyrgyz first", async () => {
  assert.match(await (await ask("/")).text(), /<html lang="ky" dir="ltr">.*Жаңы бөлмө түзүү/s);
  assert.match(await home("/", "ru-RU,ru"), /<html lang="ru" dir="ltr">.*Создать комнату/s);
  assert.match(await home("/", "en-GB,en"), /<html lang="en" dir="ltr">.*Create a new room/s);
});

Deno.test("home needs no JavaScript and has no inline style", async () => {
  const html = await home("/");
  assert.doesNotMatch(html, /<script|<style|\sstyle=|\son\w+=/);
});

Deno.test("a name or a pasted link leads to the room", async () => {
  for (
    const typed of ["Ала Тоо", "https://example.org/r/%D0%B0%D0%BB%D0%B0-%D1%82%D0%BE%D0%BE?x"]
  ) {
    const response = await ask(`/?room=${encodeURIComponent(typed)}`);
    assert.equal(response.status, 303);
    assert.equal(response.headers.get("location"), `/r/${encodeURIComponent("ала-тоо")}`);
  }
});

Deno.test("a link that was mangled on its way leads to the room, and its key into no room's name", async () => {
  const key = "2bWq7C0yJm5kq3d9ZxT1Ag";
  for (const end of ["/", "//", `/?x=1`]) {
    const response = await ask(`/r/room1${end}`);
    assert.equal(response.status, 308, end);
    assert.match(response.headers.get("location") ?? "", /^\/r\/room1(\?x=1)?$/);
  }
  for (const name of ["Room1", " room1"]) {
    const response = await ask(`/r/${encodeURIComponent(name)}?k=${key}`);
    assert.equal(
      response.headers.get("location"),
      `/r/room1?k=${key}`,
      "its name alone is put right",
    );
  }
  for (const path of ["/r//room1", "//r/room1", "/R/room1", "/R/room1/"]) {
    assert.equal((await ask(path)).headers.get("location"), "/r/room1", path);
  }
  for (const end of ["/%23k%3D", "/%23k=", "//%2523k%253D", "/%23host=&k="]) {
    const place = (await ask(`/r/room1${end}${key}`)).headers.get("location") ?? "";
    assert.match(place, new RegExp(`^/r/room1#(host=&)?k=${key}$`), `${end}: back behind the sign`);
  }
  assert.equal((await ask("/r/room1/other")).status, 404);
  for (const mangled of [`%23k=${key}`, `%23k%3D${key}`, `?k=${key}`]) {
    const response = await ask(`/r/room1${mangled}`);
    assert.equal(response.status, 200, mangled);
    const html = await response.text();
    assert.match(html, /<title>[^<]*room1[^<]*<\/title>/);
    const kept = `<input type="hidden" name="k" value="${key}"/>`; // back to this address, which has it
    assert.equal(html.includes(kept), mangled.startsWith("?"), mangled);
    const rest = html.replaceAll(kept, "");
    assert.doesNotMatch(rest, new RegExp(key, "i"), "nothing of ours carries it further");
  }
});

Deno.test("home's form has a field that sends no secret where there is no script", async () => {
  const html = await home("/");
  const [, pattern] = /<input[^>]* pattern="([^"]*)"/.exec(html) ?? [];
  assert.ok(pattern, "the field has a pattern");
  const taken = new RegExp(`^(?:${pattern.replaceAll("&amp;", "&")})$`, "v");
  assert.match("Ала-Тоо", taken);
  assert.match("https://example.org/r/x", taken);
  assert.doesNotMatch("https://example.org/r/x#k=2bWq7C0yJm5kq3d9ZxT1Ag", taken);
  assert.doesNotMatch(html, /<form[^>]*novalidate/i);
});

Deno.test("what home says of outside services is what this server is set up to use", async () => {
  assert.doesNotMatch(await home("/"), /stun/, "by default nobody else is asked");
  const said = async (environment: Parameters<typeof pages>[0]) =>
    await (await pages(environment)("/")).text();
  assert.doesNotMatch(await said({ STUN_URLS: "" }), /stun/);
  assert.match(await said({ STUN_URLS: "own,stun:stun.example" }), /title="stun\.example"/);
  assert.doesNotMatch(await said({ STUN_URLS: "stun:localhost:3478" }), /stun/);
  assert.match(await said({ STUN_URLS: "stun:[2001:db8::1]:3478" }), /\[2001:db8::1\]/);
});

Deno.test("the button makes a new room with a name that cannot be guessed", async () => {
  const places = await Promise.all(Array.from({ length: 20 }, async () => {
    const response = await ask("/", { method: "POST" });
    assert.equal(response.status, 303);
    return response.headers.get("location") ?? "";
  }));
  const letters = "[0-9a-hjkmnp-tv-z]{5}";
  for (const place of places) {
    assert.match(place, new RegExp(`^/r/[a-z]+(-[a-z]+)+(-${letters}){4}#host=[\\w-]{43}$`));
    const [name = "", key = ""] = place.split("#host=");
    assert.ok(name.endsWith(`-${suffixOf(key)}`), "the key is that of this room");
  }
  assert.equal(new Set(places).size, places.length);
});

Deno.test("input that names no room comes back with a reason, and is not lost", async () => {
  const cases = {
    "": "Бөлмөнүн атын же шилтемесин жазыңыз.",
    "!!!": "Бул ат жараксыз: тамгалар, сандар, «-» жана «_» гана болот.",
    "https://example.org/other": "Бул шилтеме эч бир бөлмөнү көрсөтпөйт.",
    ["ө".repeat(MAX_ROOM + 1)]: `Бул ат өтө узун: эң көбү ${MAX_ROOM} белги.`,
  };
  for (const [typed, reason] of Object.entries(cases)) {
    const response = await ask(`/?room=${encodeURIComponent(typed)}`);
    assert.equal(response.status, 400);
    const html = await response.text();
    assert.ok(html.includes(reason), typed);
    const input = /<input class="input big"[^>]*>/.exec(html)?.[0] ?? "";
    assert.match(input, /aria-invalid="true" aria-describedby="room-error"/);
    if (typed) assert.ok(input.includes(`value="${typed}"`), input);
    assert.match(html, /<p class="field-error" id="room-error" role="alert">/);
  }
});

Deno.test("what was typed cannot become markup", async () => {
  const html = await home(`/?room=${encodeURIComponent('://"><script>alert(1)</script>')}`);
  assert.doesNotMatch(html, /<script/);
  assert.match(html, /value="[^"]*&quot;>&lt;script>/);
});

Deno.test("without a question there is no complaint", async () => {
  assert.doesNotMatch(await home("/"), /aria-invalid|field-error/);
});
