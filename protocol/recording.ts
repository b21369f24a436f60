// What members say about recordings of their call.

/** A member's answer to recordings of the call. Nobody is recorded who has not given one. */
export interface Consent {
  /** `recording` of the newest recording that the member was told of. */
  told: number;
  /** False: neither picture nor voice of this member may go into a recording. */
  agrees: boolean;
}

/** What a member has to do with recordings. */
export interface RecordingState {
  /**
   * Server time when this member's recording began, in milliseconds since 1970; left out while they
   * record nothing. No two recordings of a room have the same.
   */
  recording?: number;
  /** What the member's page answered to recordings; left out before it answered one. */
  consent?: Consent;
}
