// Finds the browsers of this machine. Environment variables win over the usual places.

/** Names and places to try for one program, the likeliest first. */
interface Places {
  variable: string;
  onPath: string[];
  files: string[];
}

const CHROMIUM: Places = {
  variable: "CHROMIUM",
  onPath: ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"],
  files: [
    "/snap/bin/chromium",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
    "C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe",
    "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe",
  ],
};

const FIREFOX: Places = {
  variable: "FIREFOX",
  onPath: ["firefox-esr", "firefox"],
  files: [
    "/Applications/Firefox.app/Contents/MacOS/firefox",
    "C:\\Program Files\\Mozilla Firefox\\firefox.exe",
  ],
};

const WEBKIT_DRIVER: Places = {
  variable: "WEBKIT_DRIVER",
  onPath: ["WebKitWebDriver"],
  files: [],
};

const XVFB: Places = { variable: "XVFB", onPath: ["Xvfb"], files: [] };

/** Path of a Chromium or Chrome, or null. */
export function findChromium(): string | null {
  return find(CHROMIUM);
}

/** Path of a Firefox, or null. */
export function findFirefox(): string | null {
  return find(FIREFOX);
}

/** Path of the virtual X server that lets Firefox share a screen without a monitor, or null. */
export function findXvfb(): string | null {
  return find(XVFB);
}

/** Why tests with Firefox cannot run here, or null when they can. For `ignore` of such tests. */
export function firefoxMissing(): string | null {
  return findFirefox() === null ? "Firefox is not installed (or set FIREFOX to its path)" : null;
}

/** Path of the program that drives WebKitGTK, the engine of Safari, or null. */
export function findWebKitDriver(): string | null {
  return find(WEBKIT_DRIVER);
}

function find({ variable, onPath, files }: Places): string | null {
  const given = Deno.env.get(variable);
  if (given !== undefined && given !== "") return isFile(given) ? given : null;
  return [...onPath.flatMap(pathsOf), ...files].find(isFile) ?? null;
}

function pathsOf(name: string): string[] {
  const windows = Deno.build.os === "windows";
  const folders = (Deno.env.get("PATH") ?? "").split(windows ? ";" : ":").filter(Boolean);
  return folders.map((folder) => windows ? `${folder}\\${name}.exe` : `${folder}/${name}`);
}

function isFile(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch {
    return false; // not there, or not ours to see: the same for us
  }
}
