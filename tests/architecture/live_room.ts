// Only `LiveRoom` changes an open room: finds what writes to one from outside, or would let others write.
import type { Source } from "./source.ts";

const LIVE_ROOM = "signaling/room/live_room.ts";
/** Parts that a `LiveRoom` keeps to itself: who makes one, or changes a log in place, changes a room. */
const PARTS: Readonly<Record<string, readonly string[]>> = {
  LiveRoom: [LIVE_ROOM, "signaling/room_directory.ts"],
  RoomSeats: [LIVE_ROOM, "signaling/room/room_seats.ts"],
  AwayMonitor: [LIVE_ROOM, "signaling/room/away_monitor.ts"],
  RoomConnections: [LIVE_ROOM, "signaling/room/room_connections.ts"],
  appendSigned: [LIVE_ROOM, "signaling/room/signed_log.ts"],
  restoreSigned: [LIVE_ROOM, "signaling/room/signed_log.ts"],
  append: ["signaling/room/signed_log.ts", "signaling/room/chat_log.ts"],
  putBack: ["signaling/room/signed_log.ts", "signaling/room/chat_log.ts"],
};

const STATE = "(?:name|members|access|seats|log|connections|values|maker)";
const PATH = String.raw`(?:[?!]?\.\w+|\[[^\]\n]*\])*`;
/** What an open room is called: a variable, or a field such as `place.room`. */
const ROOM = String.raw`\b(?:\w+[?!]?\.)?(?:room|open|live|known|liveRoom)[?!]?`;

const WRITES: readonly RegExp[] = [
  // room.seats = …, room.values.log ??= …, room.members[0].away = …
  new RegExp(String.raw`${ROOM}\.${STATE}${PATH}\s*(?:[-+*/%|&?^]{0,3}=(?![=>])|\+\+|--)`, "g"),
  // room.connections.delete(…), room.members.push(…)
  new RegExp(
    String
      .raw`${ROOM}\.${STATE}${PATH}\.(?:set|add|delete|clear|push|pop|shift|unshift|splice|sort|reverse|fill)\(`,
    "g",
  ),
  // Object.assign(room, …), Object.assign(place.room.values, …)
  new RegExp(
    String.raw`\bObject\.(?:assign|definePropert(?:y|ies))\(\s*${ROOM}(?:\.${STATE}${PATH})?\s*,`,
    "g",
  ),
  // a cast that takes readonly away
  /\bas\s+(?:unknown\s+as\s+)?(?:Map<string, ClientConnection>|RoomValues|Seat\[\]|Member\[\])/g,
];

/** What would let others write: a field that is neither `#` nor readonly, a setter, a mutable view. */
const OPENINGS: readonly RegExp[] = [
  /^ {2}(?:public\s+|static\s+)?(?!readonly\b|get\b|async\b|constructor\b)\w+[?!]?\s*(?::[^(\n]*)?(?:=|;)[^\n]*/gm,
  /^ {2}set\s+\w+\([^\n]*/gm,
  /^ {2}(?:get\s+\w+\(\)|readonly\s+\w+)\s*:\s*(?:Map|Set|Array|RoomValues|Seat\[\]|Member\[\])(?!\w)[^\n]*/gm,
];

/** Breaches of one file of the server. */
export function roomWrites({ path, code }: Source): string[] {
  if (path === LIVE_ROOM) return OPENINGS.flatMap((each) => linesOf({ path, code }, each));
  if (!/^(?:signaling|server|routes)\/|^(?:main|utils)\.ts$/.test(path)) return [];
  const calls = Object.entries(PARTS).flatMap(([name, may]) =>
    may.includes(path)
      ? []
      : linesOf({ path, code }, new RegExp(String.raw`(?<![.\w$#])(?:new\s+)?${name}\(`, "g"))
  );
  return [...WRITES.flatMap((each) => linesOf({ path, code }, each)), ...calls];
}

function linesOf({ path, code }: Pick<Source, "path" | "code">, pattern: RegExp): string[] {
  return [...code.matchAll(pattern)].map(({ 0: match, index }) => {
    const line = code.slice(0, index + 1).split("\n").length;
    return `${path}:${line}: ${match.trim()}`;
  });
}
