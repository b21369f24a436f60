// What a server that cheats does to the chat of a room with a key shows to whoever reads it.
import assert from "node:assert/strict";
import { chatPanelStateOf } from "@/call/chat/chat_panel.ts";
import type { MessageWarning } from "@/call/chat/message_warnings.ts";
import type { ChatLine } from "@/protocol/shapes.ts";
import { settled, until } from "../../fakes/random.ts";
import { type Person, Town } from "../../fakes/client_world.ts";
import { enter, messages } from "./keyed_room_kit.ts";

/** Two people who have said something, and what the server makes of each line from then on. */
async function talk() {
  const town = new Town();
  const asan = await enter(town, "Асан");
  const gulnar = await enter(town, "Гүлнар");
  const say = async (who: Person, text: string, replyTo?: string) => {
    who.call.chat.send(text, replyTo);
    await until(() => who.call.chat.pending.value.length === 0);
    await rest();
  };
  await say(asan, "бир");
  await say(gulnar, "эки");
  await until(() => [asan, gulnar].every((person) => messages(person).length === 2));
  const told: ChatLine[] = [];
  const cheat = (make: (line: ChatLine, to: string | null) => ChatLine) =>
    town.tamper = (event, payload, to) => {
      if (event !== "chat:line") return payload;
      told.push(payload as ChatLine);
      return make(payload as ChatLine, to);
    };
  const id = (person: Person, text: string) =>
    messages(person).find((message) => message.text === text)?.id ?? "";
  return { town, asan, gulnar, say, cheat, told, id };
}

/** Cryptography takes turns of the event loop. */
async function rest(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) {
    await new Promise((resolve) => setImmediate(resolve));
    await settled();
  }
}

/** It takes a moment until a line is opened and looked at. */
async function shows(person: Person, warning: MessageWarning): Promise<void> {
  await until(() => messages(person).some(({ warnings = [] }) => warnings.includes(warning)));
}

function warningsOf(person: Person): MessageWarning[] {
  return [...new Set(messages(person).flatMap(({ warnings = [] }) => warnings))]
    .toSorted();
}

Deno.test("an honest talk has no warnings", async () => {
  const { asan, gulnar, say, id } = await talk();
  await say(asan, "үч", id(asan, "эки"));
  await chatPanelStateOf(asan.call.chat).actions.edit(id(asan, "үч"), "төрт");
  await chatPanelStateOf(asan.call.chat).actions.delete(id(asan, "бир"));
  await rest();
  assert.deepEqual([warningsOf(asan), warningsOf(gulnar)], [[], []]);
});

Deno.test("another name under a line: the name that its author has is shown, and that it was changed", async () => {
  const { asan, gulnar, say, cheat } = await talk();
  cheat((line) => ({ ...line, from: { ...line.from, name: "Бектур" } }));
  await say(asan, "мен айттым");
  await shows(gulnar, "renamed");
  const message = messages(gulnar).at(-1);
  assert.deepEqual([message?.from.name, message?.warnings], ["Асан", ["renamed"]]);
});

Deno.test("a reply that was given another target shows what it answers in truth", async () => {
  const { asan, gulnar, say, cheat, id } = await talk();
  const [one, two] = [id(asan, "бир"), id(asan, "эки")];
  for (const shown of [one, undefined]) {
    cheat((line) => {
      const { replyTo: _said, ...rest } = line as ChatLine & { replyTo?: string };
      return { ...rest, ...(shown ? { replyTo: shown } : {}) } as ChatLine;
    });
    await say(asan, `ооба ${shown}`, two);
    await until(() => messages(gulnar).at(-1)?.text === `ооба ${shown}`);
    const message = messages(gulnar).at(-1);
    assert.deepEqual([message?.replyTo?.text, message?.warnings], ["эки", ["retargeted"]]);
  }
});

Deno.test("a deletion that the author did not make is told, with a seal of another line, too", async () => {
  for (const sealed of [false, true]) {
    const { asan, gulnar, say, cheat, id } = await talk();
    const target = id(gulnar, "бир");
    cheat((line) => {
      const { id, seq, at, from, seal } = line as ChatLine & { seal?: string };
      const made = { id, seq, at, from, kind: "deleted" as const, target };
      return sealed && seal !== undefined ? { ...made, seal } : made;
    });
    await say(asan, "үч");
    await shows(gulnar, "takenBack");
    const message = messages(gulnar).find((message) => message.id === target);
    assert.deepEqual(
      [message?.text, message?.warnings],
      [null, ["takenBack"]],
      `sealed: ${sealed}`,
    );
  }
});

Deno.test("edits in another order do not bring old words back, and it shows", async () => {
  const { asan, gulnar, cheat, id } = await talk();
  const target = id(asan, "бир");
  // Both pages are told by the same server: the first edit is held back, then it follows the second.
  const lines: ChatLine[] = [];
  cheat((line) => {
    lines.push(line);
    const [first, , second] = lines; // each line is told to two people
    if (first === undefined || second === undefined) return { ...first, kind: "reacted" } as never;
    return second;
  });
  await chatPanelStateOf(asan.call.chat).actions.edit(target, "биринчи");
  await chatPanelStateOf(asan.call.chat).actions.edit(target, "экинчи");
  await until(() => lines.length >= 4);
  const [first, , second] = lines;
  assert.ok(first !== undefined && second !== undefined);
  cheat(() => ({ ...first, seq: second.seq + 1 }));
  gulnar.call.chat.send("үч");
  await rest();
  await shows(gulnar, "swapped");
  const message = messages(gulnar).find(({ id }) => id === target);
  assert.equal(message?.text, "экинчи");
  assert.ok(message?.warnings?.includes("swapped"), message?.warnings?.join());
});

Deno.test("a line that is held back leaves a gap", async () => {
  const own = await talk();
  let held = 0;
  const [known] = own.gulnar.call.chat.lines.value;
  assert.ok(known);
  own.cheat((line) => held++ < 2 ? known : line);
  await own.say(own.asan, "бул жоголот");
  await own.say(own.asan, "бул келет");
  await shows(own.gulnar, "gap");
  assert.deepEqual(messages(own.gulnar).at(-1)?.warnings, ["gap"]);
});

Deno.test("a line that is held back from one reader leaves a gap where somebody else answers it", async () => {
  const { town, asan, gulnar, say, cheat, id } = await talk();
  const bektur = await enter(town, "Бектур");
  await until(() => messages(bektur).length === 2);
  const [old] = gulnar.call.chat.lines.value;
  assert.ok(old);
  const reader = gulnar.call.membership.self.value;
  cheat((line, to) => to === reader ? old : line);
  await say(asan, "муну Гүлнар көрбөйт");
  await until(() => id(bektur, "муну Гүлнар көрбөйт") !== "");
  cheat((line) => line);
  await say(bektur, "макул", id(bektur, "муну Гүлнар көрбөйт"));
  await shows(gulnar, "gap");
  const answer = messages(gulnar).at(-1);
  assert.deepEqual([answer?.from.name, answer?.text, answer?.warnings], ["Бектур", "макул", [
    "gap",
  ]]);
  assert.deepEqual(warningsOf(bektur), [], "who was told everything is warned of nothing");
});

Deno.test("lines that were put into another order show it, of one author and of two", async () => {
  for (const second of ["asan", "gulnar"] as const) {
    const { asan, gulnar, say, cheat, told, town, id } = await talk();
    await say(asan, "кеттикпи?");
    cheat((line) => line);
    await say({ asan, gulnar }[second], "жок");
    const [last] = told;
    assert.ok(last);
    town.tamper = (_event, payload) => payload;
    const late = await enter(town, "Бектур");
    await until(() => messages(late).length === 4);
    assert.deepEqual(warningsOf(late), [], "as it was");
    await until(() => id(gulnar, "кеттикпи?") !== "");
    const before = gulnar.call.chat.lines.value.find(({ id: one }) =>
      one === id(gulnar, "кеттикпи?")
    );
    assert.ok(before);
    cheat(() => ({ ...last, seq: before.seq - 0.5 }));
    await say(asan, "бул орду которулат");
    await shows(late, "moved");
    assert.ok(warningsOf(late).includes("moved"), `${second}: ${warningsOf(late).join()}`);
  }
});

Deno.test("words of an earlier call are not taken for words of this one", async () => {
  const first = await talk();
  first.cheat((line) => line);
  await first.say(first.asan, "макулмун");
  const [recorded] = first.told;
  assert.ok(recorded);
  for (const person of [first.asan, first.gulnar]) person.close();
  const second = await talk(); // the server gives the same people the same numbers
  const [same] = second.gulnar.call.membership.members.value;
  assert.equal(same?.id, recorded.from.id);
  const newest = second.gulnar.call.chat.lines.value.at(-1)?.seq ?? 0;
  second.cheat(() => ({ ...recorded, seq: newest + 1 }));
  await second.say(second.gulnar, "макулсуңбу?");
  await shows(second.gulnar, "call");
  const replayed = messages(second.gulnar).find(({ text }) => text === "макулмун");
  assert.ok(replayed?.warnings?.includes("call"), replayed?.warnings?.join());
});

Deno.test("a line without what binds it is shown as one of an older page, its gap too", async () => {
  const { asan, gulnar, say, cheat } = await talk();
  cheat((line) => {
    const { seal: _seal, ...bare } = line as ChatLine & { seal?: string };
    return bare as ChatLine;
  });
  await say(asan, "жөнөкөй");
  await shows(gulnar, "older");
  assert.deepEqual(
    messages(gulnar).slice(-1).map(({ text, warnings }) => [text, warnings]),
    [["жөнөкөй", ["older"]]],
  );
  cheat((line) => line);
  await say(asan, "дагы");
  await shows(gulnar, "gap");
  assert.deepEqual(
    messages(gulnar).slice(-1).map(({ text, warnings }) => [text, warnings]),
    [["дагы", ["gap"]]],
  );
});
