// `deno task backup FILE`: a whole copy of what hosts decided, while the server runs.
import { backup, DatabaseSync } from "node:sqlite";
import { environmentFrom, readConfig } from "../server/config/read_config.ts";
import { DATA_FILE } from "../server/storage/mod.ts";

const [target] = Deno.args;
const config = readConfig(environmentFrom((name) => Deno.env.get(name)));
if (typeof config === "string") fail(config);
if (target === undefined) {
  fail("deno task backup FILE: the file to write, which must not be there.");
}
const source = `${config.dataDir}/${DATA_FILE}`;
try {
  Deno.statSync(source); // else SQLite would make an empty one
  Deno.writeTextFileSync(target, "", { mode: 0o600, createNew: true }); // nothing is written over
  const db = new DatabaseSync(source);
  await backup(db, target);
  db.close();
  console.log(`${target} is a copy of ${source}.`);
} catch (error) {
  fail(
    `${source} could not be copied to ${target}: ${error instanceof Error ? error.message : error}`,
  );
}

function fail(sentence: string): never {
  console.error(sentence);
  Deno.exit(1);
}
