// What pages say to each other through the server to connect, and the servers that help them.

/** An SDP offer. */
export interface Offer {
  sdp: string;
  /** That its sender has the room's key, which the server has not. */
  proof?: string;
}

/** The answer to the offer that came last. */
export interface Answer {
  sdp: string;
  /** As in an offer. */
  proof?: string;
}

/** The fields of an `RTCIceCandidateInit`. An empty `candidate` ends a generation (RFC 8838). */
export interface IceCandidate {
  candidate: string;
  sdpMid: string | null;
  sdpMLineIndex: number | null;
  usernameFragment: string | null;
}

/** Candidates gathered since the last message. */
export interface Ice {
  candidates: IceCandidate[];
}

/**
 * Signals of one page to another are numbered envelopes: the sender repeats what is not acknowledged,
 * the receiver drops what comes twice and orders what comes early. The server only passes the numbers on.
 */
export interface SignalHeader {
  /** 1, 2, 3 … between these two pages; 0 in `peer:ack`, which is no envelope itself. */
  seq: number;
  /** All envelopes of the other side up to this one have arrived. */
  ack: number;
  /**
   * Of which connection between these two pages it is, from 0 on: one that was up and died gets a
   * replacement. Pages that know of no replacements leave it out, and have none.
   */
  link?: number;
}

/** A client's address of another member's page: signals to an older page are refused. */
export interface ToMember extends SignalHeader {
  to: string;
  toEpoch: number;
}

/** The first two fields are stamped by the server; a client cannot choose them. */
export interface FromMember extends SignalHeader {
  from: string;
  fromEpoch: number;
}

/** The fields of an `RTCIceServer` that we use. */
export interface IceServer {
  urls: string[];
  username?: string;
  credential?: string;
}

/** Servers for finding paths, and how long one may use them. */
export interface IceCredentials {
  ice: IceServer[];
  /** Seconds for which the credentials in it are good; null = there are none that end. */
  iceFor: number | null;
}
