// Names for new rooms: a place, a thing, and six random letters. Pure; randomness is passed in.

/** Mountains, lakes, rivers, regions and towns, in Latin letters, as they go into an address. */
export const PLACES = [
  "ala-archa",
  "ala-kol",
  "ala-too",
  "alai",
  "arslanbob",
  "at-bashy",
  "chatkal",
  "chui",
  "jeti-oguz",
  "jyrgalan",
  "kara-kol",
  "kara-suu",
  "karkyra",
  "kel-suu",
  "kemin",
  "kochkor",
  "min-kush",
  "naryn",
  "osh",
  "oy-kaiyng",
  "ozgon",
  "sary-chelek",
  "sary-oi",
  "sary-tash",
  "son-kol",
  "suusamyr",
  "talas",
  "tash-rabat",
  "toktogul",
  "tong",
  "tyan-shan",
  "ysyk-kol",
] as const;

/** Things one is glad to see. */
export const THINGS = [
  "aigul",
  "ak-kalpak",
  "asman",
  "bulak",
  "bulut",
  "burkut",
  "chynar",
  "dala",
  "elechek",
  "gul",
  "ilbirs",
  "jailoo",
  "jaz",
  "jyldyz",
  "kaiyng",
  "karagat",
  "karlygach",
  "kelechek",
  "komuz",
  "koz-monchok",
  "kun",
  "kymyz",
  "nur",
  "ordo",
  "ozon",
  "shamal",
  "shirdak",
  "shumkar",
  "tal",
  "tulpar",
  "tunduk",
  "tuu",
] as const;

/** 32 letters and digits that are not mistaken for one another (Crockford's base 32). */
const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
const SUFFIX = 6;

/** Bytes that {@link newRoomName} uses up. */
export const ROOM_NAME_BYTES = 2 + SUFFIX;

/** "ala-too-jyldyz-7k2m9q": forty random bits out of that many bytes. */
export function newRoomName(random: Uint8Array): string {
  if (random.length < ROOM_NAME_BYTES) throw new RangeError("too few random bytes");
  const [place = 0, thing = 0, ...rest] = random;
  const suffix = rest.slice(0, SUFFIX).map((byte) => ALPHABET[byte % ALPHABET.length]).join("");
  return [PLACES[place % PLACES.length], THINGS[thing % THINGS.length], suffix].join("-");
}
