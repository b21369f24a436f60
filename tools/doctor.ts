// `deno task doctor [--lang=ky|ru|en] [https://ADDRESS]`: what is wrong with this installation, and
// the one thing to do about it. Ends with 0 if all is well, with 1 if something is wrong.
import { environmentFrom } from "../server/config/read_config.ts";
import { diagnose } from "./doctor/diagnose.ts";
import { type Language, LANGUAGES, MARKS, sentence } from "./doctor/words.ts";

if (import.meta.main) Deno.exit(await main());

async function main(): Promise<number> {
  const language = languageOf(Deno.args);
  const typed = Deno.args.find((argument) => !argument.startsWith("--"));
  const url = typed === undefined ? null : URL.parse(typed);
  if (typed !== undefined && !url?.protocol.startsWith("http")) {
    console.error("deno task doctor [--lang=ky|ru|en] [https://ADDRESS]");
    return 2;
  }
  const environment = environmentFrom((name) => Deno.env.get(name));
  const found = await diagnose({ environment, url, now: Date.now });
  const width = Math.max(...MARKS[language].map(({ length }) => length));
  for (const { ok, says, values } of found) {
    const mark = MARKS[language][ok ? 0 : 1].padEnd(width);
    console.log(`${mark}  ${sentence(says, values, language)}`);
  }
  return found.every(({ ok }) => ok) ? 0 : 1;
}

/** Of `--lang`, else of the environment, else English, which a terminal without a language shows. */
function languageOf(args: readonly string[]): Language {
  const told = args.find((argument) => argument.startsWith("--lang="))?.slice("--lang=".length);
  const names = ["LC_ALL", "LC_MESSAGES", "LANG"] as const;
  const wanted = told ?? names.map((name) => Deno.env.get(name)).find(Boolean) ?? "";
  return LANGUAGES.find((language) => wanted.toLowerCase().startsWith(language)) ?? "en";
}
