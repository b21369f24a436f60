// Reactions in a room with a key: what the server moves, invents, turns round or replays does not count.
import assert from "node:assert/strict";
import { chatPanelStateOf } from "@/call/chat/chat_panel.ts";
import type { ChatLine, ReactLine } from "@/protocol/shapes.ts";
import type { Reaction } from "@/protocol/reactions.ts";
import { until } from "../../fakes/random.ts";
import { type Person, Town } from "../../fakes/client_world.ts";
import { enter, messages } from "./keyed_room_kit.ts";

/** What one reader sees below each message: its text, the reactions with their authors, the warnings. */
function shown(person: Person): [string | null, string, string][] {
  return messages(person).map(({ text, reactions, warnings = [] }) => [
    text,
    reactions.map(({ reaction, by }) => `${reaction} ${by.map(({ name }) => name)}`).join(" "),
    warnings.join(),
  ]);
}

async function say(who: Person, text: string, readers: readonly Person[]): Promise<void> {
  who.call.chat.send(text);
  const isRead = (person: Person) => messages(person).some((message) => message.text === text);
  await until(() => [who, ...readers].every(isRead));
  await until(() => who.call.chat.pending.value.length === 0);
}

/** Two people, two messages, and all lines that the server told Гүлнар. */
async function talk() {
  const town = new Town();
  const [asan, gulnar] = [await enter(town, "Асан"), await enter(town, "Гүлнар")];
  await say(asan, "бир", [gulnar]);
  await say(gulnar, "эки", [asan]);
  const reader = gulnar.call.membership.self.value;
  const told: ReactLine[] = [];
  const cheat = (make: (line: ReactLine) => ChatLine) => {
    town.tamper = (event, payload, to) => {
      const line = payload as ChatLine;
      if (event !== "chat:line" || to !== reader || line.kind !== "reacted") return payload;
      told.push(line);
      return make(line);
    };
  };
  cheat((line) => line);
  const id = (text: string) => messages(asan).find((message) => message.text === text)?.id ?? "";
  const react = (who: Person, text: string, reaction: Reaction, on = true) =>
    chatPanelStateOf(who.call.chat).actions.react(id(text), reaction, on);
  return { town, asan, gulnar, told, cheat, id, react };
}

const OTHER = { id: "other", name: "Бектур" };

Deno.test("reactions of an honest server are shown, given and taken back, without a warning", async () => {
  const { town, asan, gulnar, react } = await talk();
  assert.equal(await react(asan, "эки", "heart"), null);
  assert.equal(await react(asan, "бир", "up"), null);
  assert.equal(await react(gulnar, "бир", "up"), null);
  assert.equal(await react(asan, "бир", "up", false), null);
  assert.equal(await react(asan, "бир", "up"), null);
  const all = [["бир", "up Гүлнар,Асан", ""], ["эки", "heart Асан", ""]];
  const sorted = (person: Person) =>
    shown(person).map(([text, reactions, warnings]) => [
      text,
      reactions.replace("Асан,Гүлнар", "Гүлнар,Асан"),
      warnings,
    ]);
  await until(() => JSON.stringify(sorted(gulnar)) === JSON.stringify(all));
  const late = await enter(town, "Кеч");
  await until(() => JSON.stringify(sorted(late)) === JSON.stringify(all));
});

const CHANGES: Record<string, (line: ReactLine, id: (text: string) => string) => ChatLine> = {
  "moved to another message": (line, id) => ({ ...line, target: id("эки") }),
  "given to another member": (line) => ({ ...line, from: OTHER }),
  "made another reaction": (line) => ({ ...line, reaction: "laugh" }),
  "turned round": (line) => ({ ...line, on: false }),
  "given another id": (line) => ({ ...line, id: "another" }),
};

for (const [what, change] of Object.entries(CHANGES)) {
  Deno.test(`a reaction that the server has ${what} does not count, and it shows`, async () => {
    const { asan, gulnar, cheat, id, react } = await talk();
    cheat((line) => change(line, id));
    await react(asan, "бир", "heart");
    await until(() => shown(gulnar).some(([, , warnings]) => warnings !== ""));
    assert.deepEqual(shown(gulnar).filter(([, , warnings]) => warnings === "reaction").length, 1);
    assert.ok(shown(gulnar).every(([, reactions]) => reactions === ""), shown(gulnar).join(" | "));
  });
}

Deno.test("an earlier reaction that the server tells again does not undo the later one", async () => {
  for (const isLate of [false, true]) {
    const { town, asan, gulnar, told, cheat, react, id } = await talk();
    await react(asan, "бир", "heart");
    await until(() => told.length === 1);
    await react(asan, "бир", "heart", false);
    await until(() => told.length === 2);
    const [given] = told;
    assert.ok(given);
    const again = (line: ReactLine): ChatLine => ({ ...given, seq: line.seq });
    if (!isLate) cheat(again);
    const late = isLate ? await enter(town, "Кеч") : gulnar;
    await until(() => messages(late).length === 2);
    if (isLate) {
      const reader = late.call.membership.self.value;
      town.tamper = (event, payload, to) =>
        event === "chat:line" && to === reader ? again(payload as ReactLine) : payload;
    }
    await react(gulnar, "бир", "up");
    await until(() => shown(late).some(([, , warnings]) => warnings !== ""));
    const one = messages(late).find((message) => message.id === id("бир"));
    assert.deepEqual([one?.reactions, one?.warnings], [[], ["reaction"]]);
  }
});

Deno.test("a reaction without a seal takes back none that has one", async () => {
  const { asan, gulnar, cheat, react } = await talk();
  await react(asan, "бир", "heart");
  await until(() => shown(gulnar)[0]?.[1] === "heart Асан");
  const from = { id: asan.call.membership.self.value ?? "", name: "Асан" };
  cheat(({ seal: _, ...line }) => ({ ...line, from, on: false, reaction: "heart" }));
  await react(gulnar, "бир", "up");
  await until(() => shown(gulnar)[0]?.[2] === "reaction");
  assert.equal(shown(gulnar)[0]?.[1], "heart Асан");
});

Deno.test("a reaction of a page of before is shown, with a word that nobody can check it", async () => {
  const { asan, gulnar, cheat, react } = await talk();
  cheat(({ seal: _, ...line }) => line);
  await react(asan, "бир", "heart");
  await until(() => shown(gulnar)[0]?.[1] === "heart Асан");
  assert.deepEqual(shown(gulnar)[0], ["бир", "heart Асан", "reaction"]);
});

Deno.test("a reaction that is held back leaves a gap before the next one", async () => {
  const { asan, gulnar, cheat, react } = await talk();
  const [known] = gulnar.call.chat.lines.value;
  assert.ok(known);
  let held = 0;
  cheat((line) => held++ === 1 ? known : line);
  await react(asan, "бир", "heart");
  await react(asan, "бир", "heart", false);
  await react(asan, "эки", "up");
  await until(() => shown(gulnar)[1]?.[1] === "up Асан");
  await until(() => shown(gulnar)[1]?.[2] === "reaction");
});
