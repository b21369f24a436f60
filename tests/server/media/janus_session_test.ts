// What a session does with a Janus that is not there, refuses, leaves, or talks nonsense.
import assert from "node:assert/strict";
import { JanusRouter } from "@/server/media/janus_router.ts";
import { JanusSession } from "@/server/media/janus_session.ts";
import { freePort } from "../../browser/harness/server.ts";
import { until } from "../../browser/harness/wait.ts";

type Asked = { janus: string; transaction: string };
/** The text it answers with; null closes the connection. */
type Answer = (asked: Asked) => string | null;

const success = ({ transaction }: Asked) =>
  JSON.stringify({ janus: "success", transaction, data: { id: 7 } });
const refuse = ({ transaction }: Asked) =>
  JSON.stringify({ janus: "error", transaction, error: { code: 403, reason: "no" } });

/** A server that speaks as `answer` says, and how many connections are open to it. */
class FakeJanus implements AsyncDisposable {
  answer: Answer;
  readonly open = new Set<WebSocket>();
  readonly url: string;
  readonly #server: Deno.HttpServer<Deno.NetAddr>;

  constructor(answer: Answer) {
    this.answer = answer;
    const quiet = { hostname: "127.0.0.1", port: 0, onListen: () => {} };
    this.#server = Deno.serve(quiet, (request) => this.#serve(request));
    this.url = `ws://127.0.0.1:${this.#server.addr.port}`;
  }

  say(text: string): void {
    for (const socket of this.open) socket.send(text);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const socket of this.open) socket.close();
    await this.#server.shutdown();
  }

  #serve(request: Request): Response {
    const { socket, response } = Deno.upgradeWebSocket(request, { protocol: "janus-protocol" });
    socket.onopen = () => this.open.add(socket);
    socket.onclose = () => this.open.delete(socket);
    socket.onmessage = ({ data }) => {
      const text = this.answer(JSON.parse(data));
      if (text === null) socket.close();
      else socket.send(text);
    };
    return response;
  }
}

function open(url: string, lost: string[] = []) {
  return JanusSession.open({ url, secret: "", onLost: () => lost.push("lost") });
}

const closed = ({ open }: FakeJanus) =>
  until(() => open.size, { what: "no connection", every: 10, ok: (size) => size === 0 });

Deno.test("a session that cannot begin rejects, is not lost, and leaves no connection", async () => {
  const answers: Answer[] = [
    refuse,
    (asked) => asked.janus === "attach" ? refuse(asked) : success(asked),
    (asked) => asked.janus === "attach" ? null : success(asked),
    () => "nonsense",
    () => null,
  ];
  for (const answer of answers) {
    await using janus = new FakeJanus(answer);
    const lost: string[] = [];
    await assert.rejects(open(janus.url, lost), /Janus/);
    await closed(janus);
    assert.deepEqual(lost, []);
  }
  const lost: string[] = [];
  await assert.rejects(open(`ws://127.0.0.1:${freePort()}`, lost), /Janus cannot be reached/);
  assert.deepEqual(lost, []);
});

Deno.test("a Janus that talks nonsense is lost, once", async () => {
  for (const text of ["nonsense", "null", "7"]) {
    await using janus = new FakeJanus(success);
    const lost: string[] = [];
    const { session } = await open(janus.url, lost);
    janus.say(text);
    await until(() => lost.length, { what: "the loss", every: 10, ok: (count) => count > 0 });
    await closed(janus);
    session.close();
    assert.deepEqual(lost, ["lost"]);
  }
});

Deno.test("a router waits for a Janus that refuses, leaves or is not there yet", async () => {
  await using janus = new FakeJanus(() => null);
  const warnings: string[] = [];
  const router = new JanusRouter({
    ...{ url: janus.url, secret: "" },
    onWarning: (sentence) => void warnings.push(sentence),
  });
  try {
    await until(() => warnings.length, { what: "a warning", every: 10, ok: Boolean });
    assert.equal(router.isUp, false);
    janus.answer = success;
    await until(() => router.isUp, { what: "Janus to be reached", every: 20, ok: Boolean });
    assert.match(warnings.at(-1) ?? "", /answers/);
  } finally {
    router.close();
  }
});
