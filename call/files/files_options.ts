// What the sharing of files gets from the call and from its browser.
import type { ReadonlySignal } from "@preact/signals-core";
import type { Rules } from "../../protocol/roles.ts";
import type { ChatLine, Member } from "../../protocol/shapes.ts";
import type { Clock, Store } from "../ports.ts";
import type { Scope } from "../scope.ts";
import type { MediaTransport } from "../transport/transport.ts";
import type { FilePorts } from "./file_ports.ts";
import type { Signals } from "./signals.ts";

export interface FilesOptions {
  room: string;
  subtle: SubtleCrypto;
  clock: Clock;
  store: Store;
  ports: FilePorts;
  transport: Pick<MediaTransport, "messages" | "openStream" | "onStream">;
  chat: { lines: ReadonlySignal<readonly ChatLine[]>; send(text: string): void };
  membership: {
    members: ReadonlySignal<readonly Member[]>;
    self: ReadonlySignal<string | null>;
    rules: ReadonlySignal<Rules | null>;
    /** "call" while this page is in the call. */
    phase: ReadonlySignal<string>;
  };
  /** How long the way to a member takes as the browser measures it, in ms; null if it does not. */
  pathTrip(id: string): number | null;
  /** The most that may go to all members together, in bytes a second; no limit if absent. */
  most?: () => number;
  /** Told to how many members files go now. */
  onBusy?: (count: number) => void;
  /** Whether one of these authors may share files now. */
  mayOffer(authors: ReadonlySet<string>): boolean;
  /** Bytes of the largest file that may be shared; 0 while none may. */
  limit: ReadonlySignal<number>;
  scope: Scope;
  signals: Signals;
  onError(error: unknown): void;
}
