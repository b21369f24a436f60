// The roles in a room that belongs to somebody, and what its members see of its door.
import type { Rights } from "./rights.ts";

/**
 * A guest came by the link. A member was named by a host or came by a member's invitation: when no
 * host and no deputy is there, the one who has been there longest lets others in. A deputy was
 * named by a host, today or long before, and keeps order while no host is there. A host decides
 * everything. In an open room everybody is a guest, and nobody decides.
 */
export const ROLES = ["guest", "member", "deputy", "host"] as const;
export type Role = typeof ROLES[number];

/** What holds in a room that belongs to somebody; its members see it. */
export interface Rules {
  /** Newcomers have to be let in. */
  locked: boolean;
  rights: Rights;
  /** Newcomers have to know a password. */
  hasPassword: boolean;
  /** What a host called it: words, or sealed with the room's key. Null for no title. */
  title: string | null;
}

/** Somebody who waits to be let in, as those see it who may do it. */
export interface Waiting {
  id: string;
  name: string;
  /** Server time in milliseconds since 1970. */
  since: number;
  /** Somebody was removed from this room who had the same address. */
  suspect: boolean;
}

/** Why somebody has to wait, and whether anybody is there who can let them in. */
export interface Wait {
  /**
   * The room is locked; a host ended the call, and none has come since; or somebody behind the same
   * address (or with the same invitation) was removed, so that a host has to look.
   */
  reason: "locked" | "ended" | "suspect";
  /** Somebody is in the room who may let others in. */
  attended: boolean;
}

/** An invitation as its host sees it; the token itself is told only once. */
export interface Invitation {
  id: string;
  role: Role;
  /** Server time when it ends, in milliseconds since 1970. */
  until: number;
  /** How many more people may come by it. */
  left: number;
}
