// One more person than an address may have: the page says whose trouble that is, and lets them in later.
import assert from "node:assert/strict";
import { Client } from "../signaling/socket_kit.ts";
import { openRoom } from "./harness/actions.ts";
import { buildOnce, Server } from "./harness/server.ts";
import { setStage } from "./harness/stage.ts";
import { until } from "./harness/wait.ts";
import { wordsOf } from "./harness/words.ts";

const LIMIT = 10;
let server: Server | null = null;

async function start(): Promise<Server> {
  await buildOnce();
  return server ??= await Server.start({ env: { ADDRESS_LIMIT: String(LIMIT) } });
}

const stage = setStage({ origin: async () => (await start()).url });
Deno.test.afterAll(async () => void await server?.stop());

Deno.test(
  "the 101st person of a school reads why they wait, and is let in when somebody leaves",
  stage.scene(async (scene) => {
    const { port } = await start();
    const school: Client[] = [];
    for (let n = 0; n < LIMIT; n++) {
      school.push(
        await Client.connect(`http://127.0.0.1:${port}`, { transports: ["websocket"] }),
      );
    }
    const person = await scene.newPerson({ name: "Айбек" });
    person.guard.allow(/403|400|WebSocket/);
    await openRoom(person, scene.room);
    const t = await wordsOf(person.locale);
    const reads = async () => (await person.text()).includes(t("wire.address-full.help"));
    await until(reads, { what: "the sentence about the network" });
    assert.ok(await person.sees("button", t("lobby.join")), "the lobby stays a lobby");
    for (const client of school) client.close();
    await until(async () => !await reads(), { what: "the sentence to go", timeout: 45_000 });
    await until(async () => (await person.text()).includes(t("lobby.empty")), {
      what: "the count",
    });
  }),
);
