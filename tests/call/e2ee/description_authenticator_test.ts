// The room's key against a server that cheats: swapped fingerprints, stripped and borrowed proofs.
import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { fromText, toText } from "@/call/e2ee/base64url.ts";
import { WORD_LISTS } from "@/components/encryption/word_lists.ts";
import { phraseWords } from "@/call/e2ee/sas_words.ts";
import { DescriptionAuthenticator } from "@/call/e2ee/description_authenticator.ts";
import { pick, seeded, settled, until } from "../../fakes/random.ts";
import { type Person, Town } from "../../fakes/client_world.ts";

const KEY = "2bWq7C0yJm5kq3d9ZxT1Aw";
const FAKE = `sha-256 ${"f".repeat(64)}`;

async function pair(
  town: Town,
  { first = `#k=${KEY}`, second = `#k=${KEY}` } = {},
): Promise<Person[]> {
  const people: Person[] = [];
  for (const [name, fragment] of [["Асан", first], ["Гүлнар", second]] as const) {
    const person = town.open("room1", { fragment, paths: true });
    await settled();
    person.call.membership.join(name);
    await settled();
    people.push(person);
  }
  return people;
}

function verifications({ call }: Person): string[] {
  return [...call.connections.verifications.value.values()];
}

function links({ call }: Person): string[] {
  return [...call.connections.states.value.values()];
}

type Described = { sdp?: string; proof?: string; from?: string };

/** Ways to put another key in a description. Each gets what was seen of other descriptions. */
const CHEATS: Record<string, (said: Described, seen: Described[]) => Described> = {
  "the fingerprint": (said) => ({ ...said, sdp: swapped(said) }),
  "the fingerprint, in capitals": (said) => ({
    ...said,
    sdp: swapped(said).replace("a=fingerprint", "A=FINGERPRINT"),
  }),
  "one fingerprint more": (said) => ({ ...said, sdp: `${said.sdp}a=fingerprint:${FAKE}\r\n` }),
  "the fingerprint, without its proof": ({ proof: _proof, ...said }) => ({
    ...said,
    sdp: swapped(said),
  }),
  "the fingerprint, with an older proof": (said, seen) => ({
    ...said,
    sdp: swapped(said),
    proof: seen[0]?.proof ?? said.proof ?? "",
  }),
  "the fingerprint, with a random proof": (said) => ({
    ...said,
    sdp: swapped(said),
    proof: toText(crypto.getRandomValues(new Uint8Array(32))),
  }),
  "the fingerprint, with a proof that is none": (said) => ({
    ...said,
    sdp: swapped(said),
    proof: "ң".repeat(43),
  }),
};

function swapped({ sdp = "" }: Described): string {
  return sdp.replace(/a=fingerprint:\S+ \S+/, `a=fingerprint:${FAKE}`);
}

function isDescription(event: string): boolean {
  return event === "peer:offer" || event === "peer:answer";
}

Deno.test("100 of 100 calls with swapped fingerprints are stopped before anything is agreed with the cheat", async () => {
  const random = seeded(5);
  const flagged: string[] = [];
  for (let call = 0; call < 100; call++) {
    const town = new Town();
    const seen: Described[] = [];
    const [name, cheat] = pick(random, Object.entries(CHEATS));
    const at = pick(random, [["peer:offer"], ["peer:answer"], ["peer:offer", "peer:answer"]]);
    town.tamper = (event, payload) => {
      if (!isDescription(event)) return payload;
      const said = at.includes(event) ? cheat(payload, seen) : payload;
      seen.push(payload);
      return said;
    };
    const people = await pair(town);
    await until(() => people.some((person) => links(person).includes("refused")));
    await settled();
    for (const { peers } of people) {
      for (const peer of peers) {
        assert.doesNotMatch(peer.remoteDescription?.sdp ?? "", /f{64}/, name);
        assert.notEqual(peer.connectionState, "connected", name);
      }
    }
    const said = people.flatMap(verifications);
    assert.ok(
      said.some((verification) => verification === "forged" || verification === "unproven"),
      name,
    );
    flagged.push(name);
  }
  assert.equal(flagged.length, 100);
  assert.equal(new Set(flagged).size, Object.keys(CHEATS).length, "every way was tried");
});

Deno.test("0 of 200 honest calls are stopped, with a key and without", async () => {
  for (let call = 0; call < 200; call++) {
    const keyed = call % 2 === 0;
    const fragment = keyed ? `#k=${KEY}` : "";
    const people = await pair(new Town(), { first: fragment, second: fragment });
    await until(() => people.every((person) => links(person).join() === "connected"));
    assert.deepEqual(
      people.flatMap(verifications),
      keyed ? ["proven", "proven"] : ["open", "open"],
    );
    for (const { errors } of people) assert.deepEqual(errors, []);
  }
});

Deno.test("a proof is good for its maker, its addressee, its room and its key, and for no other", async () => {
  const authenticator = ({ self = "a", room = "room1", key = KEY as string | null } = {}) =>
    new DescriptionAuthenticator({
      secrets: { subtle: crypto.subtle, random: (bytes) => new Uint8Array(bytes) },
      room,
      key: () => key,
      self: () => self,
    });
  const sdp = `v=0\r\na=fingerprint:${FAKE}\r\n`;
  const proof = await authenticator().sign(sdp, "b") ?? "";
  const judged = (by: Parameters<typeof authenticator>[0], from = "a") =>
    authenticator(by).verify({ sdp, proof }, from);
  assert.equal(await judged({ self: "b" }), "proven");
  assert.equal(await judged({ self: "c" }), "forged", "shown to somebody else");
  assert.equal(await judged({ self: "b" }, "c"), "forged", "in another's name");
  assert.equal(await judged({ self: "a" }, "b"), "forged", "shown to its maker");
  assert.equal(await judged({ self: "b", room: "room2" }), "forged", "in another room");
  assert.equal(await judged({ self: "b", key: `${KEY}x` }), "forged", "with another key");
  assert.equal(await judged({ self: "b", key: null }), "keyed");
  assert.equal(await authenticator({ self: "b" }).verify({ sdp }, "a"), "unproven");
});

Deno.test("who came without the key is told so, and is not connected to", async () => {
  const [asan, gulnar] = await pair(new Town(), { second: "" });
  assert.ok(asan && gulnar);
  await until(() => verifications(asan).length > 0 || verifications(gulnar).length > 0);
  await until(() =>
    verifications(gulnar).includes("keyed") || verifications(asan).includes("unproven")
  );
  for (const { peers } of [asan, gulnar]) {
    for (const peer of peers) assert.notEqual(peer.connectionState, "connected");
  }
});

Deno.test("bytes come back from their text, whatever they are", () => {
  for (let length = 0; length < 40; length++) {
    const bytes = crypto.getRandomValues(new Uint8Array(length));
    assert.deepEqual(fromText(toText(bytes)), bytes);
    assert.equal(toText(bytes), Buffer.from(bytes).toString("base64url"));
  }
  assert.equal(fromText("a+b/"), null);
});

async function phraseOf(person: Person): Promise<string | null> {
  const phrase = await person.call.encryption.shortAuthString();
  return phrase && phraseWords(phrase.bits, WORD_LISTS.ky).join(", ");
}

async function threeWithoutKey(town: Town): Promise<Person[]> {
  const people = await pair(town, { first: "", second: "" });
  const third = town.open("room1", { paths: true });
  await settled();
  third.call.membership.join("Бектур");
  await settled();
  people.push(third);
  await until(() => people.every((person) => links(person).length === 2));
  await until(() => people.every((person) => links(person).every((link) => link === "connected")));
  return people;
}

Deno.test("without a key all people of a room read the same four words, and others with others", async () => {
  const people = await threeWithoutKey(new Town());
  assert.deepEqual(people.map(({ call }) => call.encryption.status.value), [
    "phrase",
    "phrase",
    "phrase",
  ]);
  const phrases = await Promise.all(people.map(phraseOf));
  assert.match(phrases[0] ?? "", /^[а-яёңөү]+ [а-яёңөү]+(?:, [а-яёңөү]+ [а-яёңөү]+){3}$/);
  assert.equal(new Set(phrases).size, 1, phrases.join());
  const [asan, , bektur] = people;
  bektur?.call.membership.leave();
  await settled();
  assert.ok(asan);
  assert.notEqual(await phraseOf(asan), phrases[0]);
});

Deno.test("one swapped fingerprint, and the words are not the same for everybody", async () => {
  const town = new Town();
  let swaps = 0;
  town.tamper = (event, payload) => {
    if (event !== "peer:answer" || swaps++ > 0) return payload;
    return { ...payload, sdp: swapped(payload) };
  };
  const phrases = await Promise.all((await threeWithoutKey(town)).map(phraseOf));
  assert.ok(phrases.every((phrase) => phrase !== null));
  assert.equal(new Set(phrases).size, 2);
});

Deno.test("the status says what is so: alone, proven, unverified", async () => {
  const [asan, gulnar] = await pair(new Town());
  assert.ok(asan && gulnar);
  await until(() => asan.call.encryption.status.value === "proven");
  gulnar.call.membership.leave();
  await settled();
  assert.equal(asan.call.encryption.status.value, "alone");
  const [other, without] = await pair(new Town(), { second: "" });
  await until(() => without?.call.encryption.status.value === "unverified");
  assert.notEqual(other?.call.encryption.status.value, "proven");
});
