// Every number the two sides must agree on.

/** Letters of a person's name. */
export const MAX_NAME = 40;
/** Letters of a room's name. */
export const MAX_ROOM = 64;
/** Letters of one chat message. */
export const MAX_TEXT = 2_000;
/** Bytes of one message on the wire; a socket that sends a longer one is cut. */
export const MAX_MESSAGE_BYTES = 65_536;
/** Letters of a member's id, a chat line's id and a seat token. */
export const MAX_ID = 64;
/** Letters of an SDP. Four media lines take about 6 000. */
export const MAX_SDP = 32_768;
/** Letters of an answer to an SFU, whose offer has a line for each track of everybody else. */
export const MAX_MEDIA_ANSWER = 60_000;
/** Pictures of which one message says how large they are wanted: two of each member. */
export const MAX_LAYER_CHOICES = 128;
/** Members up to whom media go from page to page, where there is an SFU. */
export const DEFAULT_MESH_MAX = 4;
/** Candidates in one message. */
export const MAX_CANDIDATES = 64;
/** Letters of one candidate line. */
export const MAX_CANDIDATE = 1_024;
/** Connections that two pages may have one after the other. */
export const MAX_LINK = 1_000_000;
/** Letters of the proof that a description is genuine. */
export const MAX_PROOF = 64;
/** Letters of the seal of a chat line. */
export const MAX_SEAL = 1_024;
/** Letters of the title that a host gives a room. */
export const MAX_TITLE = 60;
/** The same as it travels: encrypted where the room has a key. */
export const MAX_SEALED_TITLE = 480;
/** Letters of a room's password: at least, and at most. */
export const MIN_PASSWORD = 6;
export const MAX_PASSWORD = 128;
/** Letters of a host's key. */
export const MAX_KEY = 64;
/** Letters of an invitation's token. */
export const MAX_INVITE = 256;
/** People who may come by one invitation. */
export const MAX_USES = 1_000;
/** Hours for which an invitation may be good. */
export const MAX_INVITE_HOURS = 24 * 30;
/** People who may wait before one room: in all, and from one address. */
export const MAX_WAITING = 50;
export const MAX_WAITING_PER_ADDRESS = 3;
/** Whoever was let in has to come within this time, in milliseconds. */
export const LET_IN_MS = 60_000;
/** Letters of an echo test. */
export const MAX_ECHO = 200;
/** Members of one room: beyond it a full mesh asks too much of a phone. */
export const DEFAULT_ROOM_LIMIT = 8;
/** Lines that a room's log keeps. */
export const DEFAULT_HISTORY = 200;
/** Bytes of one file that people send each other: 2 GiB. */
export const DEFAULT_FILE_LIMIT = 2_147_483_648;
/** The server asks each client so often whether it lives, in milliseconds. */
export const PING_MS = 5_000;
/** A member from whose socket nothing came for so long is shown as away, in milliseconds. */
export const SILENT_MS = 8_000;
/** A member whose socket is gone stays in the room so long after the last sign of life, in milliseconds. */
export const SEAT_GRACE_MS = 14_000;
/** The same while the socket is there: a phone with too much to do answers late, but it lives. */
export const SILENCE_GRACE_MS = 30_000;
/** The same after the page said that it is closing: only a reload can come back. */
export const RELOAD_GRACE_MS = 4_000;
/** Whoever comes back within this time after that is the same member again, in milliseconds. */
export const SEAT_MEMORY_MS = 600_000;
/** Letters of a room's sealed copy: with all else that a person shows it fits into a message. */
export const MAX_COPY = 64_000;
/** Lines of one `chat:restore`. */
export const MAX_RESTORED = 100;
/** Members of whom one message can speak. */
export const MAX_MEMBERS = 64;
/** A client waits so long for an acknowledgement, in milliseconds. */
export const REPLY_TIMEOUT_MS = 8_000;
