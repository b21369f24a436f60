// Stable error codes. Each is also a key of the catalogues in i18n/ (`error.<code>`).

/** What the server may refuse with. */
export const ERROR_CODES = [
  "invalid", // the payload does not have the documented shape
  "too-fast", // the socket spent its budget of events
  "room-full",
  "server-full", // no new room can be opened
  "address-full", // the sender's address has opened as many rooms as it may
  "not-in-room", // the event needs a room and the socket is in none
  "not-allowed", // the sender has not the role that the event needs
  "too-many", // hosts, deputies or invitations of one room
  "no-such-line", // the text is not kept any more, or it is somebody else's
  "no-such-member", // the addressee is not in the sender's room, or has a newer page
  "waiting", // newcomers have to be let in; "admission:answer" says what became of it
  "too-many-waiting", // before this room, or from this address before it
  "password-needed", // "room:unlock" comes first
  "wrong-password",
  "bad-invite", // forged, expired, used up, revoked, or for another room
  "no-such-room", // only who signed in makes rooms here, and nobody has made this one
  "removed", // a host sent the sender off, who may not come back
  "not-kept", // what a host decided holds now, and is lost when the server ends: it cannot be saved
  "restarting", // the server is shutting down, or nobody can tell where the room lives; try again soon
  "internal",
] as const;

/** One of {@link ERROR_CODES}. */
export type ErrorCode = typeof ERROR_CODES[number];

/** Every acknowledgement: what was asked for, or why not. */
export type Reply<T = unknown> = ({ ok: true } & T) | { ok: false; error: ErrorCode };
