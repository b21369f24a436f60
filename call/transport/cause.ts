// What makes a call poor, as people are told it.

/** What is wrong with one page's connection, or with its computer. */
export type NodeCause = "uplink" | "downlink" | "network" | "cpu";

/** "own" is this page's, "their" that of the person it stands beside. */
export type Cause =
  | `${"own" | "their"}.${NodeCause}`
  /** A TURN server on the way between the two; the way between the two; the server. */
  | "relay"
  | "path"
  | "server";

/** By member id, of those with whom anything is wrong; this page's own id included. */
export type Causes = ReadonlyMap<string, Cause>;
