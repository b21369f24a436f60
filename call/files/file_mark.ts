// What the chat message that announces a file begins with.

/** Pages that know of no files show it with the file's name behind it. */
export const FILE_MARK = "📎 ";
/** What its second line begins with. */
const DETAILS_MARK = "juz-file:1 ";

/** A message as it is quoted and read aloud: of an announcement the line with the file's name. */
export function spokenText(text: string): string {
  const [first = "", second = ""] = text.startsWith(FILE_MARK) ? text.split("\n", 2) : [];
  return second.startsWith(DETAILS_MARK) ? first : text;
}
