// The rules that a machine can check, one function each: a file goes in, breaches come out.
import { roomWrites } from "./live_room.ts";
import { callBreaches, ringBreaches, roomOf } from "./rings.ts";
import type { Source } from "./source.ts";
import { oldWords } from "./words.ts";

/** One rule over one file. */
export type Rule = (source: Source) => string[];

/** Where printing is the purpose. Errors may be printed anywhere; they should not be many. */
const MAY_PRINT = ["main.ts", "dev.ts", "tests", "tools"];

/** All rules, by the name that a failing test shows. */
export const RULES: Readonly<Record<string, Rule>> = {
  "imports follow the rings": ringBreaches,
  "imports follow the rings inside call/": callBreaches,
  "names are the field's, none of the old ones": oldWords,
  "call/ names browser globals only in call/browser/": browserGlobals,
  "the first line says what lives in the file": untitled,
  "nothing writes HTML": found(/\.(?:inner|outer)HTML\s*\+?=(?!=)|\binsertAdjacentHTML\b/g, {
    also: /\bdangerouslySetInnerHTML\b/g,
  }),
  "nothing is any": found(/\bas\s+any\b|:\s*any\b|<any\b|\bany\s*(?:\[\]|>)/g),
  "only programs and tests print": found(/\bconsole\.(?:log|info|debug|warn)\b/g, {
    except: ({ path }) =>
      MAY_PRINT.includes(roomOf(path)) || /^server\/(?:stun|turn)\/main\.ts$/.test(path),
  }),
  "what lasts is timed by the steady clock": wallClock,
  "sound has one way out": found(/\.destination\b|\bnew Audio\(|\.setSinkId\(/g, {
    except: ({ path }) => !CLIENT.includes(roomOf(path)) || SOUNDING.includes(path),
  }),
  "effects of a call end with a Scope": found(/\b(?<!\.)effect\(/g, {
    except: ({ path }) => !path.startsWith("call/") || path === "call/scope.ts",
  }),
  "what older browsers lack is asked for in one place": lacking,
  "no path of a machine and no registry host": foreignPlaces,
  "islands/ holds islands only": noIsland,
  "only LiveRoom changes an open room": roomWrites,
  "browser tests wait for what a page shows": found(readOnce("assert(?:\\.\\w+)?\\(\\s*"), {
    also: readOnce("(?:const|let)\\s[^=;]*=\\s*"),
    except: ({ path }) => !path.startsWith("tests/"),
  }),
  "no component looks for another one": foreignElements,
  "components take values, not the call": wholeCall,
};

/** One look of a test at a page, which may show it a moment later; inside of until() none is awaited. */
function readOnce(before: string): RegExp {
  const looks = "getAttribute|innerText|textContent|inputValue|allInnerTexts|allTextContents|" +
    "isVisible|isHidden|isEnabled|isDisabled|isChecked|title";
  return new RegExp(`\\b${before}[!(\\s]*await\\s(?!until)[^;=]*\\.(?:${looks})\\(`, "g");
}

/** Those that join a component to the call. */
const MAY_HOLD_THE_CALL = /_props\.ts$|^components\/base\/bound\.tsx$/;
/** Whoever has the whole call, or the whole connection test, can do everything with it. */
function wholeCall(source: Source): string[] {
  const { path, text } = source;
  if (roomOf(path) !== "components" || MAY_HOLD_THE_CALL.test(path)) return [];
  return matches(
    source,
    text,
    /import[^;]*[{,]\s*(?:type )?(?:Call|TestPage)\s*[,}][^;]*\/(?:call|connection_test)\/mod\.ts"/g,
  );
}

/** Where the page itself is asked, and not another component. */
const ASKS_THE_PAGE = [
  "components/base/guarded_calls.ts", // whether anything lies over the page
  "components/pip/floating_window.tsx", // its style sheets
  "hooks/room_form.ts", // the form that the server rendered
];

/** A component reaches another one's element through a ref or a signal: ids and classes may change. */
function foreignElements(source: Source): string[] {
  if (!["components", "islands", "hooks"].includes(roomOf(source.path))) return [];
  const byId = matches(source, source.code, /\bgetElement(?:s?By\w+)\b/g);
  if (ASKS_THE_PAGE.includes(source.path)) return byId;
  return [...byId, ...matches(source, source.code, /\bdocument\??\.querySelector(?:All)?\b/g)];
}

/** Fresh takes every file there for an island: what only helps them stands in hooks/. */
function noIsland({ path }: Source): string[] {
  if (!path.startsWith("islands/")) return [];
  return /\/[A-Z][^/]*\.tsx$/.test(path) ? [] : [`${path} is named like no component`];
}

/** A rule that no match of a pattern may appear in the code (comments and strings left out). */
function found(
  pattern: RegExp,
  { also, except = () => false }: { also?: RegExp; except?: (source: Source) => boolean } = {},
): Rule {
  return (source) => {
    if (except(source)) return [];
    const patterns = also === undefined ? [pattern] : [pattern, also];
    return patterns.flatMap((each) => matches(source, source.code, each));
  };
}

const VALUES = [
  "RTCPeerConnection",
  "RTCSessionDescription",
  "RTCIceCandidate",
  "MediaStream",
  "MediaRecorder",
  "AudioContext",
  "WebSocket",
  "Notification",
].join("|");
const OBJECTS = [
  "navigator",
  "document",
  "window",
  "localStorage",
  "sessionStorage",
  "location",
  "history",
  "indexedDB",
  "self\\.",
  "globalThis",
].join("|");

/** A class used as a value; as a type it is fine. */
const VALUE_USED = new RegExp(
  `\\b(?:new|instanceof)\\s+(?:${VALUES})\\b|(?<![.\\w$])(?:${VALUES})\\s*\\??[.(]`,
  "g",
);
/** An object of the browser: not a property, not a key, not a parameter or variable's own name. */
const OBJECT_USED = new RegExp(
  `(?<![.\\w$#]|\\b(?:const|let)\\s)(?:${OBJECTS})(?![\\w$]|\\??:)`,
  "g",
);

function browserGlobals(source: Source): string[] {
  if (roomOf(source.path) !== "call") return [];
  return [VALUE_USED, OBJECT_USED].flatMap((pattern) => matches(source, source.code, pattern));
}

/** The browser's side; the server has its own clock port. */
const CLIENT = ["call", "components", "islands", "hooks"];
/** What is heard comes out here, all by the one chosen speaker. */
const SOUNDING = [
  "call/browser/audio.ts",
  "components/base/use_speaker.ts",
  "components/stage/gain.ts", // an element that is muted
];
/** Where a date is asked for because it is kept or shown as a date. */
const DATED = [
  "call/browser/clock.ts",
  "call/chat/chat.ts",
  "call/connection_test/connection_tester.ts",
  "call/connection_test/server_echo.ts",
  "call/call_report/call_history.ts", // a date that people read
  "call/transport/monitor/page_absence.ts", // to notice a sleep in which the steady clock stood still
  "call/membership/page_lifecycle.ts",
  "call/membership/phase_changes.ts",
  "components/chat/ChatBlock.tsx",
  "components/admission/InvitationForm.tsx",
  "components/home/RecentList.tsx",
];
/** A reading of the date: `performance.now()` is none. */
const DATE_READ = /(?<!performance)\.now(?:\(\)|\b(?=\s*[,;)]))/g;
/** A span between two dates. */
const DATE_SPAN =
  /(?<!performance)\.now\(\)\s*(?:[-+]|[<>]=?)|(?:[-+]|[<>]=?)\s*[\w.#?]*(?<!performance)\.now\(\)|\bnew Date\(\)\s*-/g;

function wallClock(source: Source): string[] {
  if (!CLIENT.includes(roomOf(source.path))) return [];
  const spans = matches(source, source.code, DATE_SPAN);
  return DATED.includes(source.path)
    ? spans
    : [...spans, ...matches(source, source.code, DATE_READ)];
}

/** Popovers are of 2024, the others of some years before: none of them may stop a key or a page. */
const YOUNG = /\.(?:toggle|show|hide)Popover\(|\.checkVisibility\(|\bwithResolvers\b/g;
/** To whom it is none, a pseudo-class is an error in the whole selector, but in a forgiving `:is()`. */
const YOUNG_SELECTOR =
  /(?:querySelector\w*|matches|closest)(?:<[^>]*>)?\("(?!:is\()[^"]*:popover-open/g;

function lacking(source: Source): string[] {
  if (!CLIENT.includes(roomOf(source.path))) return [];
  const selectors = matches(source, source.text, YOUNG_SELECTOR);
  return source.path === "components/base/guarded_calls.ts"
    ? selectors
    : [...selectors, ...matches(source, source.code, YOUNG)];
}

function untitled({ path, text }: Source): string[] {
  const first = text.split("\n", 1)[0] ?? "";
  return /^(?:\/\/|\/\*|#!).*[\p{L}]{3}/u.test(first) ? [] : [`${path} begins with: ${first}`];
}

/** Letters in brackets keep this file from finding itself. */
const PLACES =
  /(?:^|[\s"'`(=:])\/(?:wor[k]|roo[t]|hom[e]|User[s])\/\w|registr[y]\.npmjs\.|npmmirro[r]\.|js[r]\.io|artifactor[y]/g;

function foreignPlaces(source: Source): string[] {
  return matches(source, source.text, PLACES);
}

function matches({ path }: Source, where: string, pattern: RegExp): string[] {
  return [...where.matchAll(pattern)].map(({ 0: match, index }) => {
    const line = where.slice(0, index + 1).split("\n").length;
    return `${path}:${line}: ${match.trim()}`;
  });
}
