// Names for new rooms: a place, a thing, and what makes them unguessable. Pure.

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

/** Bytes that {@link newRoomName} uses up. */
export const ROOM_NAME_BYTES = 2;

/** "ala-too-jyldyz-…": a place and a thing out of that many bytes, and what makes it unguessable. */
export function newRoomName(random: Uint8Array, suffix: string): string {
  if (random.length < ROOM_NAME_BYTES) throw new RangeError("too few random bytes");
  const [place = 0, thing = 0] = random;
  return [PLACES[place % PLACES.length], THINGS[thing % THINGS.length], suffix].join("-");
}
