// The reactions that a person can show in passing.

/** Names of the reactions, at most nine: the digits choose them; the client draws each as an emoji. */
export const REACTIONS = ["up", "heart", "laugh", "wow", "clap", "party"] as const;

/** One of {@link REACTIONS}. */
export type Reaction = typeof REACTIONS[number];
