// Honest people with a bad line, and members who lie: nobody is warned of honest lines, and of every lie.
import assert from "node:assert/strict";
import { KnownCalls, MAX_CALLS } from "@/call/chat/known_calls.ts";
import { chatPanelStateOf } from "@/call/chat/chat_panel.ts";
import type { ChatLine } from "@/protocol/shapes.ts";
import { until } from "../../fakes/random.ts";
import { type Person, Town } from "../../fakes/client_world.ts";
import { enter, messages } from "./keyed_room_kit.ts";

/** Says it, and waits until these have read it. */
async function say(who: Person, text: string, readers: readonly Person[]): Promise<void> {
  who.call.chat.send(text);
  const isRead = (person: Person) => messages(person).some((message) => message.text === text);
  await until(() => [who, ...readers].every(isRead));
  await until(() => who.call.chat.pending.value.length === 0);
}

function warned(person: Person): [string | null, readonly string[]][] {
  return messages(person).flatMap(({ text, warnings = [] }) =>
    warnings.length ? [[text, warnings]] : []
  );
}

Deno.test("an answer that was lost, and a change that was tried meanwhile: no later line has a warning", async () => {
  const town = new Town();
  const [asan, gulnar] = [await enter(town, "Асан"), await enter(town, "Гүлнар")];
  await say(asan, "бир", [gulnar]);
  await say(gulnar, "салам", [asan]);
  const target = messages(asan).find(({ text }) => text === "бир")?.id ?? "";
  town.tamper = (event, payload) => {
    if (event === "chat:line") asan.setOnline(false); // it has been taken, and the answer is lost
    return payload;
  };
  asan.call.chat.send("эки");
  await until(() => messages(gulnar).some(({ text }) => text === "эки"));
  town.tamper = (_event, payload) => payload;
  assert.equal(await chatPanelStateOf(asan.call.chat).actions.edit(target, "БИР"), "offline");
  asan.setOnline(true);
  await until(() => asan.call.chat.pending.value.length === 0);
  for (const text of ["үч", "төрт", "беш"]) await say(asan, text, [gulnar]);
  assert.deepEqual([warned(asan), warned(gulnar)], [[], []]);
});

for (const isForged of [false, true]) {
  const how = isForged ? "with a deletion made up in its place" : "with nothing in its place";
  Deno.test(`a line that one reader does not get leaves a gap where it is answered, ${how}`, async () => {
    const town = new Town();
    const asan = await enter(town, "Асан");
    const gulnar = await enter(town, "Гүлнар");
    const bektur = await enter(town, "Бектур");
    for (const person of [asan, gulnar, bektur]) {
      await say(person, `мен ${messages(person).length}`, [asan, gulnar, bektur]);
    }
    let told = 0;
    town.tamper = (event, payload) => {
      const line = payload as ChatLine;
      if (event !== "chat:line" || ++told !== 2) return payload; // the second of three is Гүлнар
      const { id, seq, at, from } = line;
      return isForged
        ? { kind: "deleted", id: "forged", target: id, seq, at, from }
        : { kind: "joined", id: "other", seq, at, from };
    };
    await say(asan, "сак бол", [bektur]);
    town.tamper = (_event, payload) => payload;
    await say(bektur, "макул", [asan, gulnar]);
    await until(() => warned(gulnar).length > 0);
    assert.deepEqual(warned(gulnar), [["макул", ["gap"]]]);
    assert.deepEqual([warned(asan), warned(bektur)], [[], []]);
  });
}

Deno.test("a member who tells made-up names of the call makes nobody's lines look like another call's", async () => {
  const town = new Town();
  const asan = await enter(town, "Асан");
  await say(asan, "бир", []);
  const liar = await enter(town, "Калпычы");
  const late = await enter(town, "Бектур");
  const names = Array.from({ length: MAX_CALLS }, (_, n) => `made-up-${n}`);
  const to = late.call.membership.self.value ?? "";
  await until(() => liar.call.transport.messages.send(to, "call", { names }));
  await until(() => messages(late).some(({ text }) => text === "бир"));
  await say(asan, "эки", [late]);
  assert.deepEqual(warned(late), []);
});

Deno.test("a line of another call is seen as long as there is place for the names that are told", () => {
  const calls = new KnownCalls({
    random: (bytes) => crypto.getRandomValues(new Uint8Array(bytes)),
  });
  calls.hear(["this"]);
  assert.deepEqual([calls.isThis("this"), calls.isThis("other")], [true, false]);
});
