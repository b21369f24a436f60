// The oldest browsers that are promised can do everything that the pages' code uses without asking.
import assert from "node:assert/strict";
import { filesIn } from "./files_in.ts";
import { OLDEST_BROWSERS } from "@/components/page_layout/OldBrowser.tsx";

type Versions = readonly [chrome: number, firefox: number, safari: number];

const NEVER = Infinity;

/**
 * Younger parts of the web, and the first versions that have them (MDN's browser compatibility data,
 * 2026). Whoever uses another young one adds its row.
 */
const SCRIPT: Readonly<Record<string, readonly [RegExp, Versions]>> = {
  "popover": [/\bpopover(?:target)?=|\b(?:show|hide|toggle)Popover\(/, [114, 125, 17]],
  "beforetoggle": [/\bonBeforeToggle\b/, [114, 125, 17]],
  "checkVisibility": [/\bcheckVisibility\(/, [105, 106, 17.4]],
  "checkVisibility, asked for": [/\bcheckVisibility\?\./, [0, 0, 0]],
  "Promise.withResolvers": [/\bPromise\.withResolvers\(/, [119, 121, 17.4]],
  "Promise.try": [/\bPromise\.try\(/, [128, 134, 18.2]],
  "Array.fromAsync": [/\bArray\.fromAsync\(/, [121, 115, 16.4]],
  "groupBy": [/\b(?:Object|Map)\.groupBy\(/, [117, 119, 17.4]],
  "toSorted and so on": [/\.(?:toSorted|toReversed|toSpliced)\(/, [110, 115, 16]],
  "findLast": [/\.findLast(?:Index)?\(/, [97, 104, 15.4]],
  "Object.hasOwn": [/\bObject\.hasOwn\(/, [93, 92, 15.4]],
  "structuredClone": [/\bstructuredClone\(/, [98, 94, 15.4]],
  "Intl.Segmenter": [/\bIntl\.Segmenter\b/, [87, 125, 14.1]],
  "well-formed strings": [/\.(?:isWellFormed|toWellFormed)\(/, [111, 119, 16.4]],
  "URL.canParse": [/\bURL\.canParse\(/, [120, 115, 17]],
  "URL.parse": [/\bURL\.parse\(/, [126, 126, 18]],
  "AbortSignal.timeout": [/\bAbortSignal\.timeout\(/, [103, 100, 16]],
  "AbortSignal.any": [/\bAbortSignal\.any\(/, [116, 124, 17.4]],
  "set operations": [
    /\.(?:symmetricDifference|isSubsetOf|isSupersetOf|isDisjointFrom|intersection|difference)\(/,
    [122, 127, 17],
  ],
  "iterator helpers": [
    /\.(?:values|keys|entries)\(\)\s*\.(?:map|filter|some|every|find|reduce|toArray|take|drop|flatMap|forEach)\(/,
    [122, 131, 18.4],
  ],
  "RegExp flag v": [/\/[gimsuyd]*v[gimsuyd]*(?=[.;,)\s])(?<=[^/\s]\/[a-z]+)/, [112, 116, 17]],
  "RegExp.escape": [/\bRegExp\.escape\(/, [136, 134, 18.2]],
  "using": [/^\s*(?:await )?using \w+ =/m, [134, 141, NEVER]],
  "base64 of bytes": [/\b(?:fromBase64|toBase64|fromHex|toHex)\(/, [140, 133, 18.2]],
  "view transitions": [/\bstartViewTransition\(/, [111, 144, 18]],
  "requestIdleCallback": [/\brequestIdleCallback\(/, [47, 55, NEVER]],
  "scheduler": [/\bscheduler\.(?:yield|postTask)\(/, [129, 142, NEVER]],
  "userAgentData": [/\bnavigator\.userAgentData\b/, [90, NEVER, NEVER]],
  "documentPictureInPicture": [/\bdocumentPictureInPicture\b/, [116, 151, NEVER]],
  "setSinkId": [/\.setSinkId\(/, [49, 116, 18.4]],
  "navigator.share": [/\bnavigator\.share\(/, [128, NEVER, 12.1]],
  "wakeLock": [/\bnavigator\.wakeLock\b/, [84, 126, 16.4]],
  "requestVideoFrameCallback": [/\brequestVideoFrameCallback\(/, [83, 132, 15.4]],
  "permissions": [/\bnavigator\.permissions\b/, [43, 46, 16]],
  "clipboard": [/\bclipboard\.writeText\(/, [66, 63, 13.1]],
  "randomUUID": [/\bcrypto\.randomUUID\(/, [92, 95, 15.4]],
};

const STYLE: Readonly<Record<string, readonly [RegExp, Versions]>> = {
  "light-dark": [/\blight-dark\(/, [123, 120, 17.5]],
  ":popover-open": [/:popover-open\b/, [114, 125, 17]],
  "nesting": [/&/, [120, 117, 17.2]],
  ":has": [/:has\(/, [105, 121, 15.4]],
  "containers": [/@container\b/, [105, 110, 16]],
  "layers": [/@layer\b/, [99, 97, 15.4]],
  "small units": [/\d(?:dvh|svh|lvh|dvw)\b/, [108, 101, 15.4]],
  "lh": [/\dlh\b/, [109, 120, 16.4]],
  "translate": [/\b(?:translate|scale|rotate):/, [104, 72, 14.1]],
  "ranges in media queries": [/\((?:width|height) [<>]/, [104, 102, 16.4]],
  "color-mix": [/\bcolor-mix\(/, [111, 113, 16.2]],
  "mask": [/^\s*mask:/m, [120, 53, 15.4]],
  "anchor positions": [/\b(?:position-area|position-try[\w-]*|anchor-name):|\banchor\(/, [
    129,
    147,
    26,
  ]],
  "@starting-style": [/@starting-style\b/, [117, 129, 17.5]],
  "@scope": [/@scope\b/, [118, 128, 17.4]],
  "field-sizing": [/\bfield-sizing:/, [123, NEVER, 26.2]],
  "text-wrap: balance": [/\btext-wrap: balance\b/, [114, 121, 17.5]],
  "text-wrap: pretty": [/\btext-wrap: pretty\b/, [117, NEVER, 26]],
  "scrollbar-color": [/\bscrollbar-color:/, [121, 64, 26.2]],
  "interpolate-size": [/\binterpolate-size:/, [129, NEVER, NEVER]],
};

/** What is younger than promised, where the code asks first or the page is complete without it. */
const GUARDED: Readonly<Record<string, string>> = {
  "call/browser/page.ts: wakeLock": "tried; without it the screen goes dark as it always does",
  "components/base/use_speaker.ts: setSinkId": "asked for; without it there is one speaker",
  "components/invite/invite_props.ts: navigator.share": "asked for; the link can be copied",
  "components/pip/floating_window.tsx: documentPictureInPicture":
    "asked for; else one picture floats",
  "components/pip/pip_support.ts: documentPictureInPicture": "this is the question",
  "hooks/use_call_screen.ts: requestIdleCallback": "asked for; else it is made after a while",
  "static/styles/base.css: scrollbar-color": "decoration",
  "static/styles/base.css: text-wrap: pretty": "decoration",
  "static/styles/forms.css: field-sizing": "without it a text box keeps its size, and scrolls",
  "static/styles/menu.css: anchor positions": "@supports; else menus come up from below",
};

const OLDEST: Versions = [
  Number(OLDEST_BROWSERS.chrome),
  Number(OLDEST_BROWSERS.firefox),
  Number(OLDEST_BROWSERS.safari),
];

const isYounger = (versions: Versions) => versions.some((version, at) => version > OLDEST[at]!);

/** "file: feature" of everything that is used and younger than promised. */
async function younger(
  paths: readonly string[],
  table: typeof SCRIPT,
): Promise<string[]> {
  const found: string[] = [];
  for (const path of paths) {
    const code = withoutComments(await Deno.readTextFile(path));
    for (const [feature, [pattern, versions]] of Object.entries(table)) {
      if (isYounger(versions) && pattern.test(code)) found.push(`${path}: ${feature}`);
    }
  }
  return found;
}

function withoutComments(code: string): string {
  return code.replace(/\/\*[\s\S]*?\*\//g, "").replace(/(?<![:"'`\\])\/\/ .*$/gm, "");
}

const PAGES = ["call", "components", "hooks", "islands", "i18n", "protocol", "worker"];
const scripts = (await Promise.all(
  [...PAGES, "vendor/fresh/client"].map((folder) => filesIn(folder, /\.tsx?$/)),
)).flat();
const styles = await filesIn("static/styles", /\.css$/);

Deno.test("whatever is younger than the oldest promised browsers is asked for first, or decoration", async () => {
  const found = [...await younger(scripts, SCRIPT), ...await younger(styles, STYLE)];
  assert.deepEqual(found.sort(), Object.keys(GUARDED).sort());
});

Deno.test("the sentence about the minimum is hidden by exactly what sets it", async () => {
  const css = withoutComments(await Deno.readTextFile("static/styles/old_browser.css"));
  assert.match(css, /@supports selector\(:popover-open\) and \(color: light-dark\(/);
  assert.doesNotMatch(css, /@layer|&|var\(/, "a browser that is older still reads it");
  const needed = [STYLE[":popover-open"]![1], STYLE["light-dark"]![1]];
  assert.deepEqual(OLDEST.map((_, at) => Math.max(...needed.map((one) => one[at]!))), OLDEST);
});

Deno.test("both READMEs name the same versions", async () => {
  const { chrome, firefox, safari } = OLDEST_BROWSERS;
  for (const path of ["README.md", "README.en.md"]) {
    const text = await Deno.readTextFile(path);
    assert.ok(text.includes(`Edge ${chrome}, Firefox ${firefox}, Safari ${safari}`), path);
  }
});
