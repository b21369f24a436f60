// The reactions as people see them; their names stand under `react.` in the catalogues.
import type { Reaction } from "@/protocol/reactions.ts";

/** Drawn by the system's own emoji font. */
export const EMOJI: Readonly<Record<Reaction, string>> = {
  up: "👍",
  heart: "❤️",
  laugh: "😂",
  wow: "😮",
  clap: "👏",
  party: "🎉",
};
