// Names and announcements that a stranger may have written: cleaned, bounded, never a path.
import assert from "node:assert/strict";
import {
  isKey,
  MAX_FILE_BYTES,
  readAnnouncement,
  writeAnnouncement,
} from "@/call/files/announcement.ts";
import { cleanName, isDangerous, MAX_NAME_BYTES } from "@/call/files/file_name.ts";
import { FILE_MARK, spokenText } from "@/call/files/file_mark.ts";
import { MAX_SEALED_BYTES } from "@/call/chat/cipher.ts";
import { MAX_TEXT } from "@/protocol/limits.ts";
import { pick, seeded } from "../../fakes/random.ts";

const root = "Ab_-".repeat(11).slice(0, 43);
const bytesOf = (text: string) => new TextEncoder().encode(text).length;

Deno.test("a name is the last part of a path, without what misleads", () => {
  for (
    const [typed, clean] of [
      ["отчёт.pdf", "отчёт.pdf"],
      ["../../etc/passwd", "passwd"],
      ["C:\\Windows\\win.ini", "win.ini"],
      ["a/../..", "a"],
      ["/", "file"],
      ["", "file"],
      ["...", "file"],
      [".bashrc", "bashrc"],
      ["name. . .", "name"],
      ["a\u202egpj.exe", "agpj.exe"],
      ["a\u2066b\u2069\u200f\u0000\n\tc.txt", "abc.txt"],
      ["a\u200b\u00ad\u{e0041}b.txt", "ab.txt"],
      ['a<b>:"|?*.txt', "a_b______.txt"],
      ["CON", "_CON"],
      ["lpt1.txt", "_lpt1.txt"],
      ["e\u0301\u0301\u0301\u0301\u0301\u0301.txt", "é\u0301\u0301\u0301\u0301.txt"],
      ["a   b\u00a0c.txt", "a b c.txt"],
    ] as const
  ) assert.equal(cleanName(typed), clean, JSON.stringify(typed));
});

Deno.test("a name of signs that nobody sees is a file's", () => {
  for (
    const blank of ["\u2800", "\ufffc", "\u{1d159}", "\u3164", "\u00ad", "\u0301", "\ufff9\ufffb"]
  ) {
    assert.equal(cleanName(blank), "file");
    assert.equal(cleanName(`а${blank.replace("\u0301", "")}б.pdf`), "аб.pdf");
  }
});

Deno.test("a name of ten thousand letters is cut, and keeps its ending", () => {
  for (const letter of ["a", "ө", "😀", "\u0301", "."]) {
    const name = cleanName(letter.repeat(10_000) + ".tar.exe");
    assert.ok(bytesOf(name) <= MAX_NAME_BYTES, letter);
    assert.ok(isDangerous(name), letter);
  }
  assert.ok(bytesOf(cleanName("a." + "b".repeat(10_000))) <= MAX_NAME_BYTES);
});

Deno.test("2 000 random names: cleaning changes nothing the second time, and fits a message", () => {
  const random = seeded(7);
  const parts = [
    "a",
    "ө",
    "/",
    "\\",
    "..",
    ".",
    " ",
    "\u202e",
    "😀",
    "\u0301",
    "con",
    "\n",
    "-",
    '"',
  ];
  for (let round = 0; round < 2_000; round++) {
    const typed = Array.from({ length: Math.floor(random() * 300) }, () => pick(random, parts));
    const name = cleanName(typed.join("") + pick(random, ["", ".pdf", ".exe"]));
    assert.equal(cleanName(name), name);
    assert.ok(!/[/\\\n\u202e]/.test(name) && name !== "" && bytesOf(name) <= MAX_NAME_BYTES);
    const size = Math.floor(random() * MAX_FILE_BYTES);
    const text = writeAnnouncement({
      name,
      size,
      type: "a/b".padEnd(79, "c"),
      root,
      preview: root,
    });
    assert.ok(text.length <= MAX_TEXT && bytesOf(text) <= MAX_SEALED_BYTES);
    const info = readAnnouncement(text);
    assert.deepEqual([info?.name, info?.size, info?.root, info?.preview], [name, size, root, root]);
    assert.ok(isKey(info?.key));
  }
});

Deno.test("what is no announcement is words", () => {
  const text = writeAnnouncement({ name: "a.txt", size: 5, type: "", root, preview: null });
  assert.equal(readAnnouncement(text)?.type, "");
  for (
    const wrong of [
      "📎 a.txt",
      text.slice(1),
      text.slice(0, -1),
      `${text}x`,
      `${text}\n`,
      text.replace(" 5 ", " -5 "),
      text.replace(" 5 ", " 99999999999 "),
      text.replace(" 5 ", " 1e3 "),
      text.replace("juz-file:1", "juz-file:2"),
      "📎 " + "a".repeat(1_990),
    ]
  ) assert.equal(readAnnouncement(wrong), null, wrong);
});

Deno.test("what is read aloud and quoted of an announcement is its first line", () => {
  const text = writeAnnouncement({ name: "a.txt", size: 5, type: "", root, preview: null });
  assert.equal(spokenText(text), `${FILE_MARK}a.txt`);
  for (const words of ["салам\nжуз", "📎 эки\nсап"]) assert.equal(spokenText(words), words);
});

Deno.test("endings of programs and of pages are dangerous, those of documents are not", () => {
  for (const name of ["a.exe", "a.pdf.EXE", "a.html", "a.svg", "a.lnk", "a.docm", "a.apk"]) {
    assert.ok(isDangerous(name), name);
  }
  for (const name of ["a.pdf", "a.jpg", "exe", "a.docx", "a.txt", "file"]) {
    assert.ok(!isDangerous(name), name);
  }
});
