// Screenshots, written only when somebody asks for them: SHOTS names the folder.
import type { Person } from "./person.ts";

/** Saves what the person sees as `name`.png in the folder; does nothing without a folder. */
export async function shoot(
  person: Person,
  name: string,
  folder: string | undefined = Deno.env.get("SHOTS"),
): Promise<void> {
  if (folder === undefined || folder === "") return;
  await Deno.mkdir(folder, { recursive: true });
  await person.screenshot(`${folder}/${fileName(name)}.png`);
}

/** Letters, digits and dashes: safe as a file name on every system. */
export function fileName(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "").slice(0, 80);
}
