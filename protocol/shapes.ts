// What travels on the wire: members, room snapshots, chat lines, signals.
import type { IceCredentials } from "./signals.ts";
import type { Reaction } from "./reactions.ts";
import type { RecordingState } from "./recording.ts";
import type { OwnRights, Right } from "./rights.ts";
import type { Role, Rules } from "./roles.ts";
import type { SfuMode } from "./sfu.ts";
import type { MediaFlags } from "./slots.ts";

/** A person in a room, as everybody else sees them. */
export interface Member extends RecordingState {
  /** Chosen by the server, stable while the seat lasts (reloads and reconnects included). */
  id: string;
  /**
   * Counts the pages this member has used. A reload keeps the id and adds one, which tells the
   * others to replace the connection while the tile stays.
   */
  epoch: number;
  name: string;
  media: MediaFlags;
  /** Server time of the first join, in milliseconds since 1970. Tiles are ordered by it. */
  joinedAt: number;
  /** The signaling socket is gone, the seat is still kept. Such a member is not counted. */
  away: boolean;
  /** Server time when the hand went up, in milliseconds since 1970; null while it is down. */
  hand: number | null;
  role: Role;
  /** What a host gave to this member alone, or took away; left out if nothing. */
  rights?: OwnRights;
}

/** The room as it is. Sent whole at every change; a client makes its world match. */
export interface RoomState {
  room: string;
  /**
   * Grows by one with every change; an older snapshot is to be ignored. Starts at the server time
   * in milliseconds, so that a room that was freed and opened again never looks like an old one.
   */
  version: number;
  /** In order of joining. */
  members: Member[];
  /** Null in an open room, which belongs to nobody. */
  rules: Rules | null;
  /** Media go through an SFU; left out while they go from page to page. */
  media?: SfuMode;
  /**
   * The room, sealed by the server for itself: shown when one comes back, it lets a server that
   * restarted go on as if nothing had been. Nobody else can read it.
   */
  copy: string;
}

/** Who a chat line speaks of. The name is a copy: it outlives the member. */
export interface Author {
  id: string;
  name: string;
}

/** What a system message says; the reader's client puts it into words. */
export const SYSTEM_KINDS = [
  "joined",
  "left",
  "renamed", // `from` has the new name, `of` the old one
  "screenStarted",
  "screenStopped",
  "recordingStarted",
  "recordingStopped",
  // what hosts did: `from` is the host, `of` whom they did it to
  "admitted",
  "removed",
  "muted",
  "mutedAll",
  "locked",
  "unlocked",
  "passwordSet",
  "passwordGone",
  "forbade", // everybody who is no host, or `of` alone; the right in `right`
  "allowed",
  "namedHost",
  "namedDeputy",
  "namedMember",
  "namedGuest",
  "steppedDown",
] as const;
export type SystemKind = typeof SYSTEM_KINDS[number];

/** What every line of a room's chat has. */
interface ChatLineBase {
  /** Made by the sender for "text", by the server for the others. Unique among its author's. */
  id: string;
  /**
   * Position in the room's log, without gaps but where a server restarted. Starts at the server
   * time in milliseconds, so that the log of a restarted server goes on above the one before.
   */
  seq: number;
  /** Server time in milliseconds since 1970. */
  at: number;
  from: Author;
  /** The server's mark: with it the line can be handed to a server that restarted. */
  mark?: string;
}

/** What an author says of a line in a room with a key: encrypted, so the server only passes it on. */
export interface Sealed {
  /** Binds the line's words, author, place and meaning; older pages send none. */
  seal?: string;
}

/** Something said. */
export interface TextLine extends ChatLineBase, Sealed {
  kind: "text";
  text: string;
  /** Id of the text that it answers; that one may be gone by now. */
  replyTo?: string;
}

/** The author of a text, and nobody else, put it into other words. */
export interface EditLine extends ChatLineBase, Sealed {
  kind: "edited";
  /** Id of the text. */
  target: string;
  text: string;
}

/** The author took a text back, or a host took it away. Its words are gone from the server, and from every client's log. */
export interface DeleteLine extends ChatLineBase, Sealed {
  kind: "deleted";
  target: string;
  /** Whose text it was, if a host took it away. */
  of?: Author;
}

/** Somebody reacted to a text, or took that back. */
export interface ReactLine extends ChatLineBase, Sealed {
  kind: "reacted";
  target: string;
  reaction: Reaction;
  on: boolean;
}

/** Something that happened. */
export interface SystemLine extends ChatLineBase {
  kind: SystemKind;
  /** Whom it was done to. */
  of?: Author;
  right?: Right;
}

/** One line of a room's chat. */
export type ChatLine = TextLine | EditLine | DeleteLine | ReactLine | SystemLine;

/** A line that people make; its id is the sender's, so that a copy is recognised. */
export type SaidLine = Exclude<ChatLine, SystemLine>;

/** Whether people made this line. */
export function isSaid(line: ChatLine): line is SaidLine {
  return !(SYSTEM_KINDS as readonly string[]).includes(line.kind);
}

/**
 * Proof of a member's place: whoever shows it gets the same id back. Rotates at every use; the one
 * shown last stays good until its successor is shown, because the reply may have been lost.
 */
export type SeatToken = string;

/** What a client says to enter a room. */
export interface Join {
  room: string;
  name: string;
  media: MediaFlags;
  /** The newest seat token this browser was given for this room. */
  seat?: SeatToken;
  /** False when this page still holds its connections and only its socket was replaced. */
  fresh: boolean;
  /** Says which page it is, among all that hold the token of the same seat. */
  page?: string;
  /** Return only the lines after this `seq`. */
  since?: number;
  /** The newest snapshot of the room that this page was given. */
  copy?: string;
  /** The key of a host of this room. */
  host?: string;
  /** The token of an invitation to it. */
  invite?: string;
}

/** What the server answers to a successful join. */
export interface Joined extends IceCredentials {
  /** The caller's own member id. */
  self: string;
  seat: SeatToken;
  state: RoomState;
  /** In order of `seq`; the oldest may be missing when the log is full. */
  log: ChatLine[];
  /** Texts that the room's log keeps: the server drops older ones. */
  keeps: number;
  /** Bytes of the largest file that members may send each other; 0 = none. */
  fileLimit: number;
  /**
   * The server restarted and would like to have so many of the newest lines that it lacks
   * (`chat:restore`); 0 = none. If it does, `log` is all that it has.
   */
  wants: number;
  /** The host's key that was shown is one of this room's: only then is it worth keeping. */
  host?: boolean;
}
