// Honest servers are never suspected: whatever they forget, restart, trim and hand over again.
import assert from "node:assert/strict";
import { chatPanelStateOf } from "@/call/chat/chat_panel.ts";
import { pick, seeded, settled } from "../../fakes/random.ts";
import { Town } from "../../fakes/client_world.ts";
import { enter, messages } from "./keyed_room_kit.ts";

/** Cryptography takes turns of the event loop. */
async function rest(): Promise<void> {
  for (let turn = 0; turn < 12; turn++) {
    await new Promise((resolve) => setImmediate(resolve));
    await settled();
  }
}

const met = {
  deleted: 0,
  edited: 0,
  restarts: 0,
  reloads: 0,
  late: 0,
  trimmed: 0,
  cutOff: 0,
  reacted: 0,
};

Deno.test("200 honest histories, and not one warning", async () => {
  for (let seed = 1; seed <= 200; seed++) await history(seed);
  for (const [what, times] of Object.entries(met)) assert.ok(times > 100, `${what}: ${times}`);
});

async function history(seed: number): Promise<void> {
  const random = seeded(seed);
  const town = new Town({ chatHistory: pick(random, [3, 8, 200]) });
  let people = [await enter(town, "a"), await enter(town, "b")];
  await rest();
  for (let step = 0; step < 14; step++) {
    const one = pick(random, people);
    const mine = messages(one).filter(({ from, text }) =>
      text !== null && from.id === one.call.membership.self.value
    );
    const own = mine[Math.floor(random() * mine.length)];
    const chance = random();
    const shown = messages(one).filter(({ text }) => text !== null);
    const any = shown[Math.floor(random() * shown.length)];
    if (random() < 0.3 && any !== undefined) {
      met.reacted++;
      const reaction = pick(random, ["up", "heart", "laugh"] as const);
      void chatPanelStateOf(one.call.chat).actions.react(any.id, reaction, random() < 0.6);
    }
    if (chance < 0.45) one.call.chat.send(`${seed} ${step}`, random() < 0.5 ? own?.id : undefined);
    else if (chance < 0.6 && own !== undefined) {
      met.edited++;
      void chatPanelStateOf(one.call.chat).actions.edit(own.id, `${seed} ${step}`);
    } else if (chance < 0.7 && own !== undefined) {
      met.deleted++;
      void chatPanelStateOf(one.call.chat).actions.delete(own.id);
    } else if (chance < 0.75) {
      met.restarts++;
      town.restart();
      for (const person of people) person.setOnline(true);
    } else if (chance < 0.82) {
      met.reloads++;
      one.close();
      await settled();
      const again = await enter(town, "a", { store: one.store });
      people = people.map((person) => person === one ? again : person);
    } else if (chance < 0.9 && people.length < 4) {
      met.late++;
      people.push(await enter(town, "c"));
    } else if (chance < 0.95) {
      met.cutOff++;
      one.setOnline(false);
      one.call.chat.send(`${seed} ${step} without the server`);
      await settled();
      one.setOnline(true);
    }
    if (random() < 0.6) await rest();
  }
  for (let second = 0; second < 12; second++) {
    await rest();
    town.clock.advance(1_000);
  }
  people.push(await enter(town, "late"));
  await rest();
  for (const person of people) {
    const warnings = messages(person).flatMap((message) =>
      (message.warnings ?? []).map((warning) => `${message.from.name}: ${message.text}: ${warning}`)
    );
    assert.deepEqual(warnings, [], `seed ${seed}`);
    assert.deepEqual(person.errors, []);
  }
  const counts = people.map((person) => messages(person).length);
  if ((counts.at(-1) ?? 0) < Math.max(...counts)) met.trimmed++;
  for (const person of people) person.close();
}
