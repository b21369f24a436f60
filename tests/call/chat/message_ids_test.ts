// Another member uses the id of one's line: both lines are said, shown, and each its author's own.
import assert from "node:assert/strict";
import { chatPanelStateOf } from "@/call/chat/chat_panel.ts";
import { MEDIA_OFF } from "../../signaling/values.ts";
import { FakeConnection } from "../../signaling/room_directory_kit.ts";
import { settled } from "../../fakes/random.ts";
import { Town } from "../../fakes/client_world.ts";

Deno.test("whoever says something under my id first neither says it for me nor takes it from me", async () => {
  const town = new Town();
  const aigul = town.open("room1");
  await settled();
  aigul.call.membership.join("Айгүл");
  await settled();
  aigul.refuse = (event) => event === "chat:send" ? "too-fast" : null;
  aigul.call.chat.send("meniki");
  await settled();
  const [pending] = aigul.call.chat.pending.value;
  assert.ok(pending);

  const thief = new FakeConnection(town.directory);
  thief.ask("room:join", { room: "room1", name: "B", media: MEDIA_OFF, fresh: true });
  thief.ask("chat:send", { id: pending.id, text: "taken" });
  await settled();
  assert.equal(aigul.call.chat.pending.value.length, 1, "it is not said yet");

  aigul.refuse = () => null;
  town.clock.advance(10_000);
  await settled();
  const texts = () =>
    aigul.call.chat.lines.value.flatMap((line) =>
      line.kind === "text" ? [[line.text, line.from.name]] : []
    );
  assert.deepEqual(texts(), [["taken", "B"], ["meniki", "Айгүл"]]);
  assert.equal(aigul.call.chat.pending.value.length, 0);
  const ids = aigul.call.chat.lines.value.map(({ id }) => id);
  assert.equal(new Set(ids).size, ids.length, "each is shown under an id of its own");

  const own = aigul.call.chat.lines.value.at(-1);
  assert.equal(
    await chatPanelStateOf(aigul.call.chat).actions.edit(own?.id ?? "", "meniki, better"),
    null,
  );
  thief.ask("chat:delete", { id: "d", target: pending.id });
  await settled();
  assert.deepEqual(texts(), [["", "B"], ["meniki", "Айгүл"]]);
});
