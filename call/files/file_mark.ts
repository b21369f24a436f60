// What the chat message that announces a file begins with.

/** Pages that know of no files show it with the file's name behind it. */
export const FILE_MARK = "📎 ";
