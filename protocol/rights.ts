// What a host of a room may forbid: to all members, or to one.

/**
 * What a host can take away from everybody who is no host. `mic` is to switch it on. `files` is to share
 * them, which every page sees to for itself: they do not pass the server. `record` is to record the call.
 */
export const RIGHTS = ["mic", "camera", "screen", "chat", "files", "record"] as const;
export type Right = typeof RIGHTS[number];
export type Rights = Record<Right, boolean>;

/** Everything is allowed. */
export const ALL_RIGHTS: Rights = {
  mic: true,
  camera: true,
  screen: true,
  chat: true,
  files: true,
  record: true,
};

/** What one member may or may not do, whatever holds for all; what is left out is as for all. */
export type OwnRights = Partial<Rights>;
