// Every key is used somewhere, or belongs to a feature that is still to come.
import assert from "node:assert/strict";
import ky from "@/i18n/ky.ts";

const FOLDERS = ["components", "islands", "routes", "call"];

/** Groups written down in the design (ux.md 6.4) ahead of their screens. Take out what is built. */
const TO_COME =
  ("action.allow action.ok action.reload action.save action.without app.kind chat.long chat.remaining chat.sent " +
    "connection. file. fx. full.off hint.slowFx lobby.listenOnly nav.back noscript.call people.unlock pip.off " +
    "rec. screen.self test.clock test.transport " +
    // Named in parts that the search below cannot put together:
    "device. keys. layout. steps.")
    .split(" ");

Deno.test("every key is used, or stands on the list of what is to come", async () => {
  const code = (await Promise.all(FOLDERS.map(readAll))).join("\n");
  const unused = Object.keys(ky).filter((key) =>
    !isUsed(key, code) && !TO_COME.some((start) => key.startsWith(start))
  );
  assert.deepEqual(unused, []);
});

/** Named whole, or by a template whose fixed parts fit: t(`error.${code}`), t(`${base}.title`). */
function isUsed(key: string, code: string): boolean {
  return code.includes(`"${key}"`) || templatesOf(code).some((template) => template.test(key));
}

let templates: RegExp[] | undefined;

function templatesOf(code: string): RegExp[] {
  return templates ??= [...code.matchAll(/`([\w.${}?:"()= -]+)`/g)].flatMap(([, text = ""]) => {
    const fixed = text.split(/\$\{[^}]*\}/);
    if (fixed.length === 1 || !fixed.join("").includes(".")) return [];
    const escaped = fixed.map((part) => part.replaceAll(".", "\\."));
    return [new RegExp(`^${escaped.join("[\\w.-]+")}$`)];
  });
}

async function readAll(folder: string): Promise<string> {
  const texts: string[] = [];
  const root = new URL(`../../${folder}/`, import.meta.url);
  for await (const entry of Deno.readDir(root)) {
    if (entry.isDirectory) texts.push(await readAll(`${folder}/${entry.name}`));
    else if (/\.tsx?$/.test(entry.name)) {
      texts.push(await Deno.readTextFile(new URL(entry.name, root)));
    }
  }
  return texts.join("\n");
}
