// What the audit of the chat's history says of a line.

/**
 * What is wrong with a line. "older": it has no binding; its author's page is an older one.
 * "changed": its binding belongs to another line, or breaks the author's chain. "renamed",
 * "retargeted": the server gave it another author's name, another message that it answers. "moved":
 * it stands before a line that is older. "gap": a line before it is missing. "swapped": an edit that
 * follows a later one. "takenBack": the server deleted it, its author did not. "call": it may come
 * from another call. "reaction": a reaction to the message has one of these warnings.
 */
export type MessageWarning =
  | "older"
  | "changed"
  | "renamed"
  | "retargeted"
  | "moved"
  | "gap"
  | "swapped"
  | "takenBack"
  | "call"
  | "reaction";
