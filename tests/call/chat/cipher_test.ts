// The chat of a room with a key: its people read it, the server and those without the key do not.
import assert from "node:assert/strict";
import { chatPanelStateOf } from "@/call/chat/chat_panel.ts";
import { Cipher, CLOSED, OPEN } from "@/call/chat/cipher.ts";
import type { ChatLine } from "@/protocol/shapes.ts";
import { settled, until } from "../../fakes/random.ts";
import { type Person, Town } from "../../fakes/client_world.ts";

const KEY = "2bWq7C0yJm5kq3d9ZxT1Aw";
const SECRET = "күмүш ай 🌙";

async function enter(town: Town, name: string, fragment: string): Promise<Person> {
  const person = town.open("room1", { fragment });
  await settled();
  person.call.membership.join(name);
  await settled();
  return person;
}

function texts({ call }: Person): (string | null)[] {
  return chatPanelStateOf(call.chat).conversation.value.flatMap((entry) =>
    entry.kind === "message" ? [entry.text] : []
  );
}

Deno.test("people with the key read it all, a late one too; the server sees no word of it", async () => {
  const town = new Town();
  const passed: string[] = [];
  town.tamper = (event, payload) => {
    passed.push(event + JSON.stringify(payload));
    return payload;
  };
  const asan = await enter(town, "Асан", `#k=${KEY}`);
  const gulnar = await enter(town, "Гүлнар", `#k=${KEY}`);
  asan.call.chat.send(SECRET);
  await until(() => texts(gulnar).includes(SECRET));
  assert.deepEqual(texts(asan), [SECRET]);
  const [line] = gulnar.call.chat.lines.value.filter(({ kind }) => kind === "text");
  assert.equal(
    await chatPanelStateOf(asan.call.chat).actions.edit(line?.id ?? "", "алтын күн"),
    null,
  );
  await until(() => texts(gulnar).includes("алтын күн"));
  const late = await enter(town, "Бектур", `#k=${KEY}`);
  await until(() => texts(late).includes("алтын күн"));
  assert.ok(passed.some((notice) => notice.startsWith("chat:line")));
  for (const notice of passed) assert.doesNotMatch(notice, /күмүш|алтын/);
});

Deno.test("one's own words stay on the screen while the server takes them", async () => {
  const town = new Town();
  const asan = await enter(town, "Асан", `#k=${KEY}`);
  const { chat } = asan.call;
  let gone = false;
  asan.call.chat.send(SECRET);
  const stop = chat.lines.subscribe(() => {
    const said = chat.lines.value.some((line) => line.kind === "text" && line.text === SECRET);
    if (!said && chat.pending.value.length === 0) gone = true;
  });
  await until(() => chat.pending.value.length === 0);
  stop();
  assert.deepEqual([gone, texts(asan)], [false, [SECRET]]);
});

Deno.test("without the key one sees a lock, and what one writes oneself is marked for the others", async () => {
  const town = new Town();
  const asan = await enter(town, "Асан", `#k=${KEY}`);
  const gulnar = await enter(town, "Гүлнар", "");
  asan.call.chat.send(SECRET);
  await until(() => texts(gulnar).length === 1);
  assert.deepEqual(texts(gulnar), [CLOSED]);
  gulnar.call.chat.send("ачык");
  await until(() => texts(asan).length === 2);
  assert.deepEqual(texts(asan), [SECRET, `${OPEN} ачык`]);
});

Deno.test("a page that cannot encrypt sends no word, and keeps the message as refused", async () => {
  const town = new Town();
  const asked: string[] = [];
  const asan = town.open("room1", { fragment: `#k=${KEY}`, subtle: null });
  await settled();
  asan.call.membership.join("Асан");
  await settled();
  asan.refuse = (event) => {
    asked.push(event);
    return null;
  };
  asan.call.chat.send(SECRET);
  await settled();
  assert.deepEqual(
    asan.call.chat.pending.value.map(({ text, failed }) => [text, failed]),
    [[SECRET, "not-allowed"]],
  );
  assert.ok(!asked.includes("chat:send"), asked.join());
});

Deno.test("sealed words cannot be moved: not to another line, mouth, room or text, nor be changed", async () => {
  const cipherOf = (room = "room1", key = KEY) =>
    new Cipher({
      secrets: {
        subtle: crypto.subtle,
        random: (bytes) => crypto.getRandomValues(new Uint8Array(bytes)),
      },
      room,
      key: () => key,
    });
  const text = await cipherOf().seal(SECRET, { id: "line-1", from: "a" }) ?? "";
  const line = { id: "line-1", seq: 1, at: 1, mark: "m", from: { id: "a", name: "A" }, text };
  const read = async (cipher: Cipher, changed: Partial<ChatLine>) => {
    const moved = { ...line, kind: "text", ...changed } as ChatLine;
    let found = cipher.read(moved, () => found = cipher.read(moved, () => {}));
    await until(() => found !== null);
    return found !== null && "text" in found ? found.text : null;
  };
  assert.equal(await read(cipherOf(), {}), SECRET);
  assert.equal(await read(cipherOf(), { id: "line-2" }), CLOSED);
  assert.equal(await read(cipherOf(), { from: { id: "b", name: "A" } }), CLOSED);
  assert.equal(await read(cipherOf(), { kind: "edited", target: "line-0" }), CLOSED);
  assert.equal(await read(cipherOf("room2"), {}), CLOSED);
  assert.equal(await read(cipherOf("room1", `${KEY}x`), {}), CLOSED);
  const at = text.length - 5;
  const other = text[at] === "A" ? "B" : "A";
  const changed = text.slice(0, at) + other + text.slice(at + 1);
  assert.equal(await read(cipherOf(), { text: changed } as Partial<ChatLine>), CLOSED);
});
