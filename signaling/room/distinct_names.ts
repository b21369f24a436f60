// Makes names in a room distinct: a second member with the same or a similar name gets a number.
import { MAX_NAME } from "../../protocol/limits.ts";
import { cutName, personName } from "../../protocol/names.ts";

/** How screens call their own user, in all languages; nobody else may have that name. */
const YOU = ["сиз", "сен", "вы", "ты", "you"];

/** Letters, and the Latin letter or digit that people mistake them for, in lower case. */
const LOOKALIKES = new Map(
  [
    ["авезікмнорстухјѕһԁԛԝүьӏ", "abe3ikmhopctyxjshdqwybl"],
    ["αβεζηικμνορτυχω", "abezhikmnoptyxw"],
    ["ıi10", "lllo"],
    ["ѳɵθұʏγҥӊӈɓʙɑɡ", "өөөyyyңңңbbag"], // what looks like a letter of Kyrgyz, and rare Latin ones
    ["əᴀᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡᴢ", "әacdefghljklmnoprstuvwz"], // small capitals
    ["օսհոցյ", "ouhngj"], // Armenian
    ["ᎠᎡᎢᎪᎫᎬᎳᎷᎻᏀᏃᏙᏚᏞᏟᏢᏦᏴᏎ".toLowerCase(), "drtajewmhgzvslcpkb4"], // Cherokee
  ].flatMap(([letters = "", looks = ""]) => {
    const latin = [...looks];
    return [...letters].map((letter, at) => [letter, latin[at] ?? letter] as const);
  }),
);

/**
 * A name that equals and resembles none of the others: `name` itself, or with a number behind it.
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

/** Whether it ends in a word for "you", which screens put behind their own user's name. */
function isOwnAddress(name: string): boolean {
  const words = name.split(/[^\p{L}\p{N}\p{M}]+/u).filter((word) => word !== "");
  const last = words.at(-1);
  return last !== undefined && YOU_SKELETONS.has(skeletonOf(last));
}

const YOU_SKELETONS = new Set(YOU.map(skeletonOf));

/** A name as a hasty reader sees it: without case, accents, spaces and stops, lookalike letters made equal. */
function skeletonOf(name: string): string {
  const plain = name.normalize("NFKD").toLowerCase().normalize("NFKD");
  const letters = plain.replace(
    /[\p{M}\p{Z}\p{P}\p{Cf}\p{Cn}\p{Default_Ignorable_Code_Point}]/gu,
    "",
  );
  return [...letters === "" ? plain : letters].map((letter) => LOOKALIKES.get(letter) ?? letter)
    .join("");
}
