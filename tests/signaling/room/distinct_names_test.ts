// Equal and similar names in one room: numbered, so that nobody speaks, writes or waits as somebody else.
import assert from "node:assert/strict";
import { loadMessages, translator } from "@/i18n/messages.ts";
import { MAX_NAME } from "@/protocol/limits.ts";
import { personName } from "@/protocol/names.ts";
import { ALL_RIGHTS } from "@/protocol/rights.ts";
import { distinctName } from "@/signaling/room/distinct_names.ts";
import { pick, seeded } from "../../fakes/random.ts";
import { startOwnedRoom } from "../access/access_kit.ts";
import { startDirectory } from "../room_directory_kit.ts";
import { MEDIA_OFF } from "../values.ts";

Deno.test("a name that looks like another's gets a number", () => {
  const similar = [
    ["Асан", "Асан"],
    ["Асан", "асан"],
    ["Асан", "Acaн"], // Latin A, c, a
    ["Асан", "А сан."],
    ["Асан", "Аса\u0323н"],
    ["Айгүл", "Айгyл"], // a Latin y
    ["Bill", "BiII"],
    ["Алмаз", "Алма3"],
    ["ＡＢ", "AB"],
    ["Үсөнов", "Үсѳнов"], // a letter of old Cyrillic
    ["Айгүл", "Айгұл"],
    ["Айгүл", "\u13aaйгүл"], // a letter of Cherokee
    ["Bolot", "\u0299olot"],
    ["Асан", "А\ufff9са\ufffbн"], // marks of annotations, which nobody sees
    ["Асан", "Ас\u{13437}ан"],
    ["Әсел", "əсел"], // a Latin schwa
    ["Марат", "ᴍᴀᴘᴀᴛ"],
    ["Bolot", "Bօlօt"], // letters of Armenian
  ];
  for (const [known = "", other = ""] of similar) {
    assert.match(distinctName(other, [known]), / \(2\)$/, `${other} beside ${known}`);
  }
  assert.equal(distinctName("Асан", ["Асан", "Асан (2)"]), "Асан (3)");
  assert.equal(distinctName("Асан (2)", ["Асан (2)"]), "Асан (3)");
  const long = "а".repeat(MAX_NAME - 5);
  assert.equal(distinctName(`${long}🇰🇬`, [`${long}🇰🇬`]), `${long} (2)`, "no half of a flag");
  assert.equal(distinctName("Асан 2", ["Асан", "Асан (2)"]), "Асан 2 (2)");
  for (const other of ["Асел", "Hasan", "Үсөн", "👍", "Азиз"]) {
    assert.equal(distinctName(other, ["Асан", "Айгүл"]), other);
  }
});

Deno.test("nobody is called what a screen calls the person before it", async () => {
  for (const locale of ["ky", "en", "ru"] as const) {
    await loadMessages(locale);
    const t = translator(locale);
    const you = t("tile.you");
    for (const name of [you, you.toUpperCase(), t("tile.self", { name: "Асан" }), `Асан ${you}`]) {
      assert.equal(distinctName(name, []), `${name} (2)`);
    }
  }
  assert.equal(distinctName("Сизбек", []), "Сизбек");
});

Deno.test("a numbered name is one that the server takes, and another's never, for random names", () => {
  const random = seeded(5);
  const letters = ["А", "а", "A", "с", "c", "(2)", " ", "3", "👩‍👩‍👧", "e\u0301", "з", "вы", "."];
  let numbered = 0;
  for (let round = 0; round < 2_000; round++) {
    const names: string[] = [];
    for (let n = 0; n < 8; n++) {
      const typed = Array.from({ length: 1 + 3 * random() }, () => pick(random, letters)).join("");
      const name = personName(random() < 0.1 ? typed.repeat(20) : typed);
      if (name === null) continue;
      const distinct = distinctName(name, names);
      if (distinct !== name) numbered += 1;
      assert.equal(personName(distinct), distinct);
      assert.ok([...distinct].length <= MAX_NAME);
      assert.ok(!names.includes(distinct));
      names.push(distinct);
    }
  }
  assert.ok(numbered > 1_000);
});

Deno.test("in a room the second of one name is numbered, for as long as the seat lasts, whoever goes first", () => {
  const { connection } = startDirectory();
  const [one, two] = [connection(), connection()];
  const namesIn = ({ state }: ReturnType<typeof one.join>) => state.members.map(({ name }) => name);
  one.join("room1", { name: "Айгүл" });
  const { seat } = two.join("room1", { name: "Айгүл" });
  one.ask("room:leave", { mayReturn: false });
  const again = connection().join("room1", { name: "Айгүл", seat });
  assert.deepEqual(namesIn(again), ["Айгүл (2)"]);
  assert.deepEqual(namesIn(connection().join("room1", { name: "Айгүл" })), ["Айгүл (2)", "Айгүл"]);
  const renamed = connection().join("room1", { name: "Айгүл", seat: again.seat });
  assert.deepEqual(namesIn(renamed), ["Айгүл (2)", "Айгүл"]);
});

Deno.test("who waits under a member's name, or another's who waits, is told apart", () => {
  const owned = startOwnedRoom();
  owned.host.ask("room:rules", { locked: true, rights: ALL_RIGHTS });
  for (const name of ["Host", "Гүлнар", "Гүлнар"]) {
    const wish = { room: owned.room, name, media: MEDIA_OFF, fresh: true };
    assert.equal(owned.connection().ask("room:join", wish), "waiting");
  }
  const names = owned.host.take("admission:waiting").at(-1)?.waiting.map(({ name }) => name);
  assert.deepEqual(names, ["Host (2)", "Гүлнар", "Гүлнар (2)"]);
});
