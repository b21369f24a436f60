// A file's name as it is shown and saved: no path, no letters that hide its ending. Pure.
/** Bytes of a name in UTF-8: fits into one encrypted chat message, and into every file system. */
export const MAX_NAME_BYTES = 200;
/** A longer ending is cut with the rest. */
const MAX_ENDING_BYTES = 24;
/** Letters that are looked at of a longer name. */
const MOST_LETTERS = 1_000;

/** Control signs, signs of direction, what nobody sees, and code points without a meaning. */
const UNSEEN = /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800\ufffc\u{1d159}]/gu;
/** What some file system refuses in a name. */
const REFUSED = /[<>:"|?*]/g;
/** More accents upon one letter than any language has. */
const PILED_UP = /([\p{Mn}\p{Me}]{4})[\p{Mn}\p{Me}]+/gu;
/** Names that mean a device on Windows. */
const DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;

/** Endings of files that run, or install something, when they are opened. */
const DANGEROUS = new Set(
  ("ade adp apk app appimage appinstaller application appref-ms appx bash bat bin chm cmd com " +
    "command cpl deb desktop dll dmg docm dotm elf exe gadget hta htm html img inf ins iso jar js " +
    "jse ksh lnk mht mhtml msc msi msix msp mst php pif pkg ppam pptm ps1 psm1 py pyw reg rpm run " +
    "scf scr settingcontent-ms sh shb shs svg sys url vb vbe vbs vhd vhdx workflow ws wsc wsf wsh " +
    "xhtml xlam xll xlsm xltm xpi zsh").split(" "),
);

/** The last part of a path, without what could mislead; "file" if nothing is left. Its own fixed point. */
export function cleanName(typed: string): string {
  const last = typed.slice(-MOST_LETTERS).split(/[/\\]/).filter(isSomething).at(-1) ?? "";
  const seen = last.replace(UNSEEN, "").normalize("NFC").replace(REFUSED, "_")
    .replace(PILED_UP, "$1").replace(/\s+/g, " ");
  const name = trimmed(cut(trimmed(seen)));
  if (name === "") return "file";
  return DEVICE.test(name) ? `_${name}` : name;
}

/** Whether opening a file of this name runs it, or may. */
export function isDangerous(name: string): boolean {
  return DANGEROUS.has(endingOf(name).slice(1).toLowerCase());
}

/** A name that begins with a dot is hidden; one that ends with it loses it on Windows. */
function trimmed(name: string): string {
  return name.replace(/^[\s.\p{M}]+|[\s.]+$/gu, "");
}

function isSomething(part: string): boolean {
  return trimmed(part.replace(UNSEEN, "")) !== "";
}

/** In UTF-8. */
function bytesOf(text: string): number {
  return new TextEncoder().encode(text).length;
}

/** The last dot and what is behind it; "" without a dot. */
function endingOf(name: string): string {
  const dot = name.lastIndexOf(".");
  return dot <= 0 ? "" : name.slice(dot);
}

/** At most so many bytes, of which the ending is kept: a cut name must not turn into another kind. */
function cut(name: string): string {
  if (bytesOf(name) <= MAX_NAME_BYTES) return name;
  const ending = endingOf(name);
  const end = bytesOf(ending) <= MAX_ENDING_BYTES ? ending : "";
  let kept = "";
  let room = MAX_NAME_BYTES - bytesOf(`…${end}`) - 1; // a device's name may grow by one
  for (const letter of name.slice(0, name.length - end.length)) {
    room -= bytesOf(letter);
    if (room < 0) break;
    kept += letter;
  }
  return `${kept}…${end}`;
}
