// What follows from a membership: its way to the other parts of a call.
import type { Join, Joined, RoomState } from "../../protocol/shapes.ts";
import type { EndPhase } from "./phase_changes.ts";

/** What the other parts of a call do when the membership changes. */
export interface MembershipHooks {
  /** What a request to join says of the own media and of the chat. */
  describe(): Pick<Join, "media" | "since">;
  /** The person wants in. */
  onJoining(): void;
  /** The server has let this page in; `isNewPage` if the other pages do not know it yet. */
  onJoined(joined: Joined, change: { isNewPage: boolean }): void;
  /** The phase becomes "call"; `first` unless this page was in the call before. */
  onEntered(joined: Joined, change: { first: boolean }): void;
  /** There is a new snapshot of the room. */
  onSnapshot(state: RoomState, self: string): void;
  /** The page is in the call (again), and its members are known. */
  onResumed(joined: Joined): void;
  /** The connection to the server is lost. */
  onOffline(): void;
  /** The membership ends: the person is in the room for a last moment … */
  onEnding(phase: EndPhase): void;
  /** … and now not any more. */
  onEnded(): void;
}
