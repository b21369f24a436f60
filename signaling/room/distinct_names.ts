// Nobody in a room can be taken for another by the name: twins get a number.
import { MAX_NAME } from "../../protocol/limits.ts";
import { cutName, personName } from "../../protocol/names.ts";

/** How screens call the person before them, in all languages: nobody else is called so. */
const YOU = ["сиз", "сен", "вы", "ты", "you"];

/** Letters and the Latin letter (or digit) that they are mistaken for, in lower case. */
const LOOKALIKES = new Map(
  [
    ["авезікмнорстухјѕһԁԛԝүьӏ", "abe3ikmhopctyxjshdqwybl"],
    ["αβεζηικμνορτυχω", "abezhikmnoptyxw"],
    ["ıi10", "lllo"],
  ].flatMap(([letters = "", looks = ""]) => {
    const latin = [...looks];
    return [...letters].map((letter, at) => [letter, latin[at] ?? letter] as const);
  }),
);

/**
 * A name that none of the others has or looks like: `name` itself, or with a number behind it.
 * `others` are the names of everybody else.
 */
export function distinctName(name: string, others: Iterable<string>): string {
  const taken = new Set([...others].map(skeletonOf));
  if (!isOwnAddress(name) && !taken.has(skeletonOf(name))) return name;
  const base = unnumbered(name);
  for (let n = 2;; n++) {
    const candidate = numbered(base, n);
    if (!taken.has(skeletonOf(candidate))) return candidate;
  }
}

/** The name as it was before it got a number. */
export function unnumbered(name: string): string {
  return name.replace(/ \(\d+\)$/, "");
}

function numbered(base: string, n: number): string {
  const suffix = ` (${n})`;
  const short = cutName(base, MAX_NAME - suffix.length);
  return `${personName(short) ?? ""}${suffix}`.trimStart();
}

/** Whether it ends in a word for "you": screens put that behind one's own name. */
function isOwnAddress(name: string): boolean {
  const words = name.split(/[^\p{L}\p{N}\p{M}]+/u).filter((word) => word !== "");
  const last = words.at(-1);
  return last !== undefined && YOU_SKELETONS.has(skeletonOf(last));
}

const YOU_SKELETONS = new Set(YOU.map(skeletonOf));

/** What is left of a name to a hasty eye: no case, accents, spaces or stops, one letter for all that look like it. */
function skeletonOf(name: string): string {
  const plain = name.normalize("NFKD").toLowerCase().normalize("NFKD");
  const letters = plain.replace(/[\p{M}\p{Z}\p{P}\p{Default_Ignorable_Code_Point}]/gu, "");
  return [...letters === "" ? plain : letters].map((letter) => LOOKALIKES.get(letter) ?? letter)
    .join("");
}
