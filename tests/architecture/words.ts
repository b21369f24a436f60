// Names that this project used before it took the field's words, and must not come back.
import type { Source } from "./source.ts";

/** Refused as a word inside any name: `mailbox` refuses `Mailbox`, `#mailbox` and `newMailboxOf`. */
const WORDS = [
  // transport
  ...["noLinks", "modelLinks", "linksEvents", "successor", "afterDeath", "requestCall"],
  ...["mailbox", "postmark", "ward", "wards", "pulse", "patience", "tally", "judgement"],
  ...["roster", "icePass", "useIce", "vouch"],
  // signaling client
  ...["lifeline", "onNotice", "onNotices"],
  // audio, presence, permissions, encryption
  ...["ears", "ownVoice", "ownHand", "obey", "obedience", "duties", "prover"],
  ...["findings", "handover", "wishes", "actor"],
  // signaling
  ...["estate", "estates", "landlord", "roomWish", "reception", "lobbies", "keepersOf", "lookout"],
  ...["grave", "graves", "bury", "revival", "relic", "relics", "rollCall", "attendance", "hushed"],
  ...["walled", "rawSocket", "rawSockets", "standUp", "stepAway", "hub", "lineMark", "lineMarks"],
];

/** Ordinary words, refused as the whole name of something that is declared. */
const DECLARED = [
  ...["Links", "Mesh", "Pair", "Peer", "Letter", "Watch", "File", "Trouble", "Wire", "Line"],
  ...[
    "Dial",
    "Way",
    "Verdict",
    "Prover",
    "Notice",
    "Notices",
    "News",
    "Activity",
    "Voices",
    "Signs",
    "Memory",
  ],
  ...["Changes", "Check", "Scene", "Place", "Door", "Entrance", "Safety"],
  ...["Registry", "Shelf", "Copy", "Allowance", "Shell", "Asking", "Desk", "Visitor", "Outlet"],
  ...["OpenRoom", "Seals", "Attempts", "Passing", "takeDuties"],
];

/** Folders of before; a name with a slash is a folder at that place. */
const FOLDERS = [
  ...["links", "wire", "told", "authority", "proof", "echo", "stage_play", "speaking", "notices"],
  ...["estates", "walls", "after", "frame", "safety", "components/host", "call/stage"],
  ...["tasks", "/api", "/signin", "/storage", "/http", "/build", "/fresh", "/bench"],
];

/** Files of before, without ending and `_test`. */
const FILES = [
  ...["links", "model_links", "no_links", "pair", "peer", "mailbox", "watch", "pulse", "patience"],
  ...["health", "quality", "path_quality", "roster", "lifeline", "wire", "obedience", "duties"],
  ...["inert", "memory", "door", "entrance", "prover", "phrase", "verdict", "changes", "handover"],
  ...["figures", "scene", "keys", "ears", "own_voice", "own_hand", "signs", "news", "notice"],
  ...["estate", "estate_file", "registry", "shelf", "reception", "lobbies", "landlord", "graves"],
  ...["revival", "relic", "copies", "roll_call", "attendance", "allowance", "walled_parser"],
  ...["raw_sockets", "shell", "standing", "desk", "visitor", "outlet", "hub", "seals"],
  ...["line_marks", "attempts", "key_file", "log", "meet", "steps", "Passing"],
];

/** Files that read what a server of before has written, and its tests. */
const READ_OLD = ["server/storage/rooms_jsonl.ts", "tests/server/storage/migrate_test.ts"];

/** Events of protocol 1. */
const EVENTS = /["'`](?:lobby:(?:answer|state|waiting)|ice:renew|member:vouch)["'`]/g;

const NAME = /[\p{L}_$][\p{L}\p{N}_$]*/gu;
const DECLARATION =
  /\b(?:class|interface|type|enum|function|const|let)\s+([\p{L}_$][\p{L}\p{N}_$]*)/gu;
const JOINED = new Set(WORDS.map((word) => partsOf(word).join(" ")));

/** Old words in the path, the names and the events of one file, as sentences. */
export function oldWords({ path, text, code }: Source): string[] {
  if (READ_OLD.includes(path)) return [];
  const names = new Set([...code.matchAll(NAME)].map(([name]) => name).filter(hasOldWord));
  const declared = [...code.matchAll(DECLARATION)].flatMap(([, name = ""]) =>
    DECLARED.includes(name) ? [name] : []
  );
  const events = path.startsWith("tests/architecture") ? [] : text.match(EVENTS) ?? [];
  return [
    ...oldInPath(path).map((name) => `${path}: the path has the old name ${name}`),
    ...[...names, ...declared, ...events].map((name) => `${path}: the old name ${name}`),
  ];
}

function oldInPath(path: string): string[] {
  const parts = path.split("/");
  const file = (parts.pop() ?? "").replace(/(?:_test)?\.[a-z]+$/, "");
  const folders = `/${parts.join("/")}/`;
  const old = FOLDERS.filter((folder) => {
    if (folder.startsWith("/")) return folders.startsWith(`${folder}/`);
    return folders.includes(`/${folder}/`);
  });
  return FILES.includes(file) ? [...old, file] : old;
}

function hasOldWord(name: string): boolean {
  const parts = partsOf(name);
  return parts.some((_, from) =>
    JOINED.has(parts[from] ?? "") || JOINED.has(parts.slice(from, from + 2).join(" "))
  );
}

/** "newMailboxOf" → new, mailbox, of; "LINE_MARKS" → line, marks. */
function partsOf(name: string): string[] {
  return (name.match(/\p{Lu}?\p{Ll}+|\p{Lu}+(?!\p{Ll})/gu) ?? []).map((part) => part.toLowerCase());
}
