// Every key of the catalogues is used somewhere: texts for what is not there mislead translators.
import assert from "node:assert/strict";
import ky from "@/i18n/ky.ts";

const FOLDERS = ["components", "islands", "hooks", "routes", "call", "i18n"];
const CATALOGUES = ["ky.ts", "ru.ts", "en.ts", "first_keys.ts"];

Deno.test("every key is used", async () => {
  const code = (await Promise.all(FOLDERS.map(readAll))).join("\n");
  const unused = Object.keys(ky).filter((key) => !isUsed(key, code));
  assert.deepEqual(unused, []);
});

/** Named whole, or by a template whose fixed parts fit: t(`error.${code}`), t(`${base}.title`). */
function isUsed(key: string, code: string): boolean {
  return code.includes(`"${key}"`) || templatesOf(code).some((template) => template.test(key));
}

let templates: RegExp[] | undefined;

function templatesOf(code: string): RegExp[] {
  return templates ??= [...code.matchAll(/`([\w.${}?:"()[\]= -]+)`/g)].flatMap(([, text = ""]) => {
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
    else if (/\.tsx?$/.test(entry.name) && !CATALOGUES.includes(entry.name)) {
      texts.push(await Deno.readTextFile(new URL(entry.name, root)));
    }
  }
  return texts.join("\n");
}
