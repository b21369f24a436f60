// What operators look at: every figure that dashboard and rules name exists, and all of them are shown.
import assert from "node:assert/strict";
import { figuresText } from "@/routes/(_parts)/metrics_text.ts";
import { SETTINGS } from "@/server/config/read_config.ts";

const NAME = /\bjuz_[a-z_]+/g;
const stats = {
  ...{ rooms: 1, idle: 0, members: 1, away: 0, subscribers: 1, waiting: 0, sockets: 1 },
  ...{ connections: 1, turnedAway: 1, events: 1, cut: 1, refused: { invalid: 1 } },
  cluster: {
    ...{ isUp: true, owned: 1, lost: 0, lapses: 0, links: 1, broken: 0, batches: 1 },
    ...{ away: 1, remote: 1, forwarded: 1 },
  },
  sfuRooms: 0,
};
const memory = { rss: 1, heapUsed: 1 };
const turn = {
  ...{ pid: 7, restarts: 0, open: 1, opened: 1, bytes: 1 },
  refused: { credentials: 0, quota: 0, peer: 0 },
};
const known = new Set(figuresText({ stats, errors: 0, memory, uptime: 1, turn }).match(NAME));

Deno.test("the dashboard shows every figure that /metrics has, and no other", async () => {
  const board = JSON.parse(await Deno.readTextFile("deploy/grafana.json"));
  const shown = board.panels.flatMap(({ targets }: { targets: { expr: string }[] }) =>
    targets.flatMap(({ expr }) => expr.match(NAME))
  );
  assert.deepEqual(new Set(shown), known);
});

Deno.test("the rules ask for figures that /metrics has", async () => {
  const text = await Deno.readTextFile("deploy/prometheus-alerts.yaml");
  const asked = [...text.matchAll(/^ +expr: (.*)$/gm)].flatMap(([, expr]) =>
    expr?.match(NAME) ?? []
  );
  assert.ok(asked.length >= 7);
  assert.deepEqual(asked.filter((name) => !known.has(name)), []);
});

Deno.test("operators read the same in three languages: parts, commands, settings that exist", async () => {
  const texts = await Promise.all(
    ["operate.md", "operate.ru.md", "operate.en.md"].map((name) =>
      Deno.readTextFile(`docs/${name}`)
    ),
  );
  const [first, ...others] = texts.map((text) => ({
    parts: text.split("\n").filter((line) => line.startsWith("## ")).length,
    rows: text.split("\n").filter((line) => line.startsWith("| ")).length,
    blocks: text.match(/```bash[^]*?```/g),
    settings: new Set(text.match(/(?<=`)[A-Z]+(?:_[A-Z]+)+(?=`)/g)),
    links: text.match(/\]\(\.\.\/deploy[^)]*\)/g),
  }));
  for (const other of others) assert.deepEqual(other, first);
  const names: readonly string[] = SETTINGS.map(({ name }) => name);
  for (const name of first?.settings ?? []) assert.ok(names.includes(name), name);
});
