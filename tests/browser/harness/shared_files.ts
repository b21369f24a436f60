// Files that people of a test give each other.
import type { Person } from "./person.ts";
import { until } from "./wait.ts";

/** The name of every file. */
export const FILE_NAME = "отчёт 2026.pdf";

/** Gives the chat's button a file of so many bytes; answers their SHA-256. */
export async function attachNoise(person: Person, size: number): Promise<string> {
  const isThere = () => document.querySelector(".chat-form input[type=file]") !== null;
  await until(() => person.evaluate(isThere, null), { what: `${person.name}'s button to attach` });
  return await person.evaluate(async ({ size, name }) => {
    const bytes = new Uint8Array(size);
    for (let at = 0; at < size; at += 65_536) {
      crypto.getRandomValues(bytes.subarray(at, at + 65_536));
    }
    const chosen = new DataTransfer();
    chosen.items.add(new File([bytes], name, { type: "application/pdf" }));
    const input = document.querySelector<HTMLInputElement>(".chat-form input[type=file]");
    if (input === null) throw new Error("no button to attach");
    input.files = chosen.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
    const hash = await crypto.subtle.digest("SHA-256", bytes);
    return [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  }, { size, name: FILE_NAME });
}

/** How far the only download is, from 0 to 1; null while there is none. */
export function progress(person: Person): Promise<number | null> {
  return person.evaluate(() => {
    const bar = document.querySelector<HTMLProgressElement>(".file-line progress");
    return bar && bar.value / bar.max;
  }, null);
}
