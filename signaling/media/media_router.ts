// What this server asks of an SFU: a router forwards the packets of one member to all others.
import type { MediaFlags } from "../../protocol/slots.ts";
import type { LayerChoice, ReceivedTrack } from "../../protocol/sfu.ts";

/** One page of one member: a reload makes another one, which has connections of its own. */
export interface RoutedPage {
  readonly member: string;
  readonly epoch: number;
}

/** What a page sends to the router. */
export interface Publication {
  /** The offer, with one line for each slot, in the order of the slots. */
  readonly sdp: string;
  /** The page encrypts its frames, so that the router cannot read them. */
  readonly encrypted: boolean;
}

/** An offer of the router for everything that a page receives. */
export interface RouterOffer {
  /** 1, 2, 3 … for each page; the answer names it. */
  readonly n: number;
  readonly sdp: string;
  readonly tracks: readonly ReceivedTrack[];
}

/** What a router reports of one room. */
export interface RoutedRoomEvents {
  onOffer(page: RoutedPage, offer: RouterOffer): void;
  /** Something that a page asked for was not done. */
  onError(error: unknown): void;
  /** The router has ended or cannot be reached: nothing of this room is forwarded any more. */
  onLost(): void;
}

/** A room at a router. Every method takes effect in the order of the calls. */
export interface RoutedRoom {
  /** Takes what a page sends, in place of what it sent before; resolves with the answer. */
  publish(page: RoutedPage, publication: Publication): Promise<string>;
  /**
   * Sends the page what the others publish, from now on: `onOffer` follows, and again at each change.
   * A page that subscribes again begins anew.
   */
  subscribe(page: RoutedPage): void;
  /** The page's answer to the offer with this number; older ones are ignored. */
  answer(page: RoutedPage, answer: { n: number; sdp: string }): void;
  /** Which layer of which picture the page wants; what it does not name it gets whole. */
  choose(page: RoutedPage, choices: readonly LayerChoice[]): void;
  /** Forwards these slots of the page and no others, whatever it sends. */
  allow(page: RoutedPage, media: MediaFlags): void;
  /** Ends both connections of the page at once. */
  drop(page: RoutedPage): void;
  /** Ends the room. */
  close(): void;
}

/** An SFU that this server commands. Browsers never see its interface. */
export interface MediaRouter {
  /** Whether it can be reached. */
  readonly isUp: boolean;
  /** Called when it can be reached again. There is one listener. */
  onUp: (() => void) | null;
  /** Makes a room; rejects if the router cannot. */
  openRoom(events: RoutedRoomEvents): Promise<RoutedRoom>;
  /** Ends all rooms. */
  close(): void;
}
