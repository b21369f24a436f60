// What a page is to get changes while Janus is being asked: no change is lost, and none is asked for twice.
import assert from "node:assert/strict";
import type { JanusSession, Json, PluginAnswer } from "@/server/media/janus_session.ts";
import { JanusSubscriber, type Source } from "@/server/media/janus_subscriber.ts";
import { settled } from "../../fakes/random.ts";

const source = (member: string): Source => ({ feed: member, mid: "0", member, slot: "mic" });

/** A session whose answers are given by hand. */
function fakeSession() {
  const asked: { body: Json; answer: (answer: PluginAnswer) => void }[] = [];
  const session = {
    attach: () => Promise.resolve(1),
    detach: () => {},
    say: (_handle: number, body: Json) =>
      new Promise<PluginAnswer>((answer) => void asked.push({ body, answer })),
  } as unknown as JanusSession;
  return { session, asked };
}

const feedsOf = ({ streams, subscribe }: Json) =>
  ((streams ?? subscribe ?? []) as { feed: string }[]).map(({ feed }) => feed);

Deno.test("who publishes while Janus has nothing to offer is asked for afterwards, once", async () => {
  const { session, asked } = fakeSession();
  let wanted = [source("asan")];
  const errors: unknown[] = [];
  const subscriber = new JanusSubscriber({
    ...{ session, room: "room1", wanted: () => wanted, onOffer: () => {} },
    onError: (error) => errors.push(error),
  });
  await settled();
  assert.deepEqual(asked.map(({ body }) => feedsOf(body)), [["asan"]]);
  wanted = [source("bermet")];
  subscriber.update();
  asked[0]?.answer({ data: {}, jsep: null }); // the one asked for has gone meanwhile
  await settled();
  assert.deepEqual(asked.map(({ body }) => feedsOf(body)), [["asan"], ["bermet"]]);
  asked[1]?.answer({ data: {}, jsep: null });
  await settled();
  assert.equal(asked.length, 2, "nothing has changed since");
  assert.deepEqual(errors, []);
  subscriber.close();
});
