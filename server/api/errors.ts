// Stable error codes of the HTTP API, and the status that each comes with.

/** Every code that an answer `{error}` may carry. */
export const API_ERRORS = {
  "invalid": 400, // the body has not the documented shape; `at` names the first field that is wrong
  "unauthorized": 401, // no key, or another one
  "not-found": 404, // no such path, or the API is off
  "no-such-room": 404, // it was not made by this API, or nothing is known of it any more
  "no-such-person": 404, // they have left
  "no-such-invitation": 404, // it was revoked, used up, or is over
  "wrong-method": 405,
  "too-many": 409, // the room has as many invitations as it may have
  "is-host": 409, // who is to be removed is a host
  "too-large": 413,
  "not-json": 415, // of another type, or no JSON
  "not-kept": 507, // it holds now, but could not be saved
  "server-full": 507, // no further room can be remembered, or the disk is full
  "too-fast": 429, // too many wrong keys from this address, or too many passwords at once
  "internal": 500, // a mistake in the server, which has reported it
  "starting": 503,
} as const satisfies Record<string, number>;

/** One of {@link API_ERRORS}. */
export type ApiError = keyof typeof API_ERRORS;

/** Why a request was refused. */
export class Refusal {
  readonly error: ApiError;
  /** Path of the field that is wrong, as "rights.mic". Never what stood in it. */
  readonly at: string | null;

  constructor(error: ApiError, at: string | null = null) {
    this.error = error;
    this.at = at;
  }
}
