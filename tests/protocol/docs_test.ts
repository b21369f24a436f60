// docs/protocol.md says something about everything there is.
import assert from "node:assert/strict";
import { SETTINGS } from "@/server/config/read_config.ts";
import { ERROR_CODES } from "@/protocol/errors.ts";
import { REQUEST_NAMES } from "@/protocol/events.ts";
import { SERVER_EVENT_NAMES } from "./server_event_names.ts";
import { SYSTEM_KINDS } from "@/protocol/shapes.ts";
import { CALLER_ROLES } from "@/signaling/caller_role.ts";
import { TABLE, UNKNOWN_COST } from "@/signaling/event_table.ts";
import {
  BURST,
  MAX_REFUSALS,
  STRIKE,
  TOKENS_PER_SECOND,
} from "@/signaling/gateway/event_rate_limit.ts";
import { SAMPLES } from "./samples.ts";

const page = await Deno.readTextFile(new URL("../../docs/protocol.md", import.meta.url));
const [, requests = "", serverEvents = "", errors = ""] = page.split(
  /^## (?:Requests|Server events|Errors)$/m,
);

/** The part under the heading that names this event. */
function partOf(chapter: string, name: string): string {
  const parts = chapter.split(/^### /m).slice(1);
  const part = parts.find((text) => text.split("\n", 1)[0]?.includes(`\`${name}\``));
  assert.ok(part, `docs/protocol.md has no heading for ${name}`);
  return part.replace(/\s+/g, " ");
}

Deno.test("docs/protocol.md has a part for every request, with its payload and answer", () => {
  for (const name of REQUEST_NAMES) {
    const part = partOf(requests, name);
    const payload = /\*\*Payload\*\* `([^`]*)`/.exec(part)?.[1];
    assert.ok(payload, name);
    const keys = payload.match(/\w+/g) ?? [];
    assert.deepEqual(keys.toSorted(), Object.keys(SAMPLES[name]).toSorted(), name);
    assert.match(part, /\*\*Answer\*\*|as for `peer:offer`/, name);
  }
});

Deno.test("docs/protocol.md has a part for every server event", () => {
  for (const name of SERVER_EVENT_NAMES) partOf(serverEvents, name);
  for (const kind of SYSTEM_KINDS) assert.ok(serverEvents.includes(`\`${kind}\``), kind);
});

Deno.test("docs/protocol.md explains every error code, and no other", () => {
  const rows = [...errors.split("## Order")[0]?.matchAll(/^\| `([\w-]+)`/gm) ?? []];
  assert.deepEqual(rows.map(([, code]) => code), [...ERROR_CODES]);
});

function rolesInWords(roles: readonly string[]): string {
  return roles.length === CALLER_ROLES.length ? "everybody" : roles.join(", ");
}

Deno.test("docs/protocol.md has the budget and the roles as they are", () => {
  const words = page.replace(/\s+/g, " ");
  assert.ok(words.includes(`${TOKENS_PER_SECOND} tokens a second, ${BURST} at once`));
  assert.ok(words.includes(`After ${MAX_REFUSALS} refusals`));
  assert.ok(words.includes(`counts as ${STRIKE} refusals`));
  const rows = page.matchAll(/^\| `?([\w:]+)`? +\| (\d+) +\| ([\w, ]+?) +\|$/gm);
  const told = [...rows].map(([, name, cost, who]) => [name, { cost: Number(cost), who }]);
  const known = REQUEST_NAMES.map((name) => {
    const { cost, roles } = TABLE[name];
    return [name, { cost, who: rolesInWords(roles) }];
  });
  assert.deepEqual(Object.fromEntries(told), {
    ...Object.fromEntries(known),
    unknown: { cost: UNKNOWN_COST, who: "nobody" },
  });
});

Deno.test("docs/protocol.md names no setting that does not exist", () => {
  const names: string[] = SETTINGS.map(({ name }) => name);
  const [setting] = /[A-Z]+_PROXY/.exec(page) ?? [];
  assert.ok(setting !== undefined && names.includes(setting));
});
