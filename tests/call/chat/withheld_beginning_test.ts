// Who comes late to a room with a key can tell a log that the server trimmed from one that it held back.
import assert from "node:assert/strict";
import { chatPanelStateOf } from "@/call/chat/chat_panel.ts";
import { readMessage } from "@/call/transport/data_messages.ts";
import type { Joined } from "@/protocol/shapes.ts";
import { settled, until } from "../../fakes/random.ts";
import { type Person, Town } from "../../fakes/client_world.ts";
import { enter, messages } from "./keyed_room_kit.ts";

async function say(who: Person, text: string, readers: readonly Person[]): Promise<void> {
  who.call.chat.send(text);
  const isRead = (person: Person) => messages(person).some((message) => message.text === text);
  await until(() => [who, ...readers].every(isRead));
  await until(() => who.call.chat.pending.value.length === 0);
}

/** Two people who said ten things by turns. */
async function talk(chatHistory = 200) {
  const town = new Town({ chatHistory });
  const [asan, gulnar] = [await enter(town, "Асан"), await enter(town, "Гүлнар")];
  for (let n = 1; n <= 10; n++) {
    await say(n % 3 === 0 ? gulnar : asan, `сөз ${n}`, n % 3 === 0 ? [asan] : [gulnar]);
  }
  /** What the server answers to whoever joins from now on. */
  const answer = (make: (joined: Joined) => Joined) => {
    town.tamper = (event, payload) => event === "room:join" ? make(payload as Joined) : payload;
  };
  return { town, asan, gulnar, answer };
}

function withoutTexts(joined: Joined, isHeld: (n: number) => boolean): Joined {
  let n = 0;
  return { ...joined, log: joined.log.filter(({ kind }) => kind !== "text" || !isHeld(++n)) };
}

/** The texts that have a gap before them. */
function gaps(person: Person): (string | null)[] {
  return messages(person).flatMap(({ text, warnings = [] }) =>
    warnings.includes("gap") ? [text] : []
  );
}

/** Lets everything be told and read that is on its way. */
async function rest(): Promise<void> {
  for (let turn = 0; turn < 30; turn++) {
    await new Promise((resolve) => setImmediate(resolve));
    await settled();
  }
}

const LIES: Record<string, (joined: Joined) => Joined> = {
  "the first five": (joined) => withoutTexts(joined, (n) => n <= 5),
  "the first alone": (joined) => withoutTexts(joined, (n) => n === 1),
  "the first of one author": (joined) => withoutTexts(joined, (n) => n === 3),
  "some of the middle": (joined) => withoutTexts(joined, (n) => n === 5 || n === 6),
  "the first five, and says that it keeps five": (joined) => ({
    ...withoutTexts(joined, (n) => n <= 5),
    keeps: 5,
  }),
  "the first five, and makes up deletions of as many as the log keeps": (joined) => {
    const { log, ...rest } = withoutTexts(joined, (n) => n <= 5);
    const [line] = log;
    assert.ok(line);
    const { seq, at, from } = line;
    const made = Array.from({ length: 300 }, (_, n) => ({
      ...{ kind: "deleted" as const, id: `d${n}`, target: `t${n}` },
      ...{ seq: seq + n / 1_000, at, from },
    }));
    return { ...rest, log: [...made, ...log] };
  },
  "the first five, and says that it restarted": (joined) => ({
    ...withoutTexts(joined, (n) => n <= 5),
    wants: 1_200,
  }),
};

for (const [what, lie] of Object.entries(LIES)) {
  Deno.test(`a server that holds back ${what} is found out by who comes late`, async () => {
    const { town, answer } = await talk();
    answer(lie);
    const late = await enter(town, "Кеч");
    await until(() => gaps(late).length > 0);
  });
}

Deno.test("a server that holds back everything is found out by the next word", async () => {
  const { town, asan, gulnar, answer } = await talk();
  answer((joined) => withoutTexts(joined, () => true));
  const late = await enter(town, "Кеч");
  await rest();
  town.tamper = (_event, payload) => payload;
  await say(asan, "салам", [gulnar, late]);
  await until(() => gaps(late).join() === "салам");
  assert.deepEqual([gaps(asan), gaps(gulnar)], [[], []]);
});

Deno.test("what a page learns of the log outlives the server's lie to it", async () => {
  const { town, asan, gulnar, answer } = await talk();
  answer((joined) => ({ ...joined, keeps: 5 }));
  const second = await enter(town, "Экинчи");
  await rest();
  for (const person of [asan, gulnar]) assert.equal(person.call.chat.encryption.log.keeps, 200);
  assert.equal(second.call.chat.encryption.log.keeps, 200, "as those say who were there before");
});

for (const chatHistory of [3, 10, 11, 200]) {
  Deno.test(`an honest log that keeps ${chatHistory} texts has no gap, with deletions and reactions, too`, async () => {
    const { town, asan, gulnar } = await talk(chatHistory);
    const { actions } = chatPanelStateOf(asan.call.chat);
    const own = messages(asan).findLast(({ text }) => text === "сөз 10" || text === "сөз 8");
    await actions.react(own?.id ?? "", "heart", true);
    await actions.delete(own?.id ?? "");
    await say(gulnar, "дагы", [asan]);
    const late = await enter(town, "Кеч");
    await until(() => messages(late).some(({ text }) => text === "дагы"));
    await rest();
    assert.equal(late.call.chat.encryption.log.keeps, chatHistory);
    assert.deepEqual(gaps(late), []);
  });
}

Deno.test("after a restart nobody vouches for the log, and nobody is accused", async () => {
  const { town, asan, gulnar, answer } = await talk();
  town.restart();
  for (const person of [asan, gulnar]) person.setOnline(true);
  await rest();
  assert.deepEqual([asan, gulnar].map(({ call }) => call.chat.encryption.log.keeps), [0, 0]);
  answer((joined) => withoutTexts({ ...joined, wants: 0 }, (n) => n <= 5)); // never given back
  const late = await enter(town, "Кеч");
  await until(() => messages(late).length > 0);
  await rest();
  assert.deepEqual([gaps(late), late.call.chat.encryption.log.keeps], [[], 0]);
});

Deno.test("a statement about the log is a number of texts, or it is none", () => {
  const read = (keeps: unknown) => readMessage(JSON.stringify({ kind: "log", keeps }));
  assert.deepEqual(read(200), { kind: "log", keeps: 200 });
  for (const keeps of [-1, 0.5, "200", null, 1e20]) assert.equal(read(keeps), null);
});
