// What proves who one is in a room that belongs to somebody: read from the address, kept by the browser.
import { type ReadonlySignal, signal } from "@preact/signals-core";
import type { Join, Joined } from "../../protocol/shapes.ts";
import type { SavedState, UnverifiedSecrets } from "../saved_state.ts";
import { ownedPart } from "../../protocol/owned_rooms.ts";
import { toText } from "../e2ee/base64url.ts";
import type { PagePort, Secrets } from "../ports.ts";
import { readFragment, writeFragment } from "./link_fragment.ts";

/** 128 bits are more than anybody can try. */
const KEY_BYTES = 16;
const NOTHING: UnverifiedSecrets = { host: null, invite: null, keyless: false, made: false };

/**
 * What the person has to know about the key in the link. "other": this browser keeps another one for
 * the room, and the person says which one counts. "broken": nobody could use it, so the link is not
 * whole.
 */
export type KeyWarning = "other" | "broken";

/**
 * The credentials of this page for one room. Anybody can make a link, so what a link carries is only
 * tried: it is kept once the server has let this page in with it, and never takes the place of
 * something that works.
 */
export class Credentials {
  readonly #savedState: SavedState;
  readonly #room: string;
  readonly #warning = signal<KeyWarning | null>(null);
  #page: PagePort | null = null;
  /** What the link carried and nobody has tried. */
  #untried = NOTHING;
  /** The link's host key is shown next, although this browser keeps one: that one did nothing. */
  #keptFailed = false;
  readonly #key = signal<string | null>(null);
  /** The other key that the link carries, while a person has to choose. */
  #other: string | null = null;
  /** Kept for as long as the page lives, to come in again after the socket was lost. */
  password: string | null = null;

  constructor({ savedState, room }: { savedState: SavedState; room: string }) {
    this.#savedState = savedState;
    this.#room = room;
  }

  /** What is doubtful about the key in the link; null for nothing. */
  get warning(): ReadonlySignal<KeyWarning | null> {
    return this.#warning;
  }

  /**
   * Takes what the address carries. A host's key is taken out of it: whoever copies the address or
   * looks over a shoulder must not become a host; the tab remembers it over a reload. A room that is
   * new with its first host gets its own key here, in the browser: the server must never know it.
   */
  take(page: PagePort, secrets: Secrets): void {
    this.#page = page;
    const { host, invite, key, keyless, broken } = readFragment(page.fragment);
    const before = this.#savedState.untried(this.#room) ?? NOTHING;
    const kept = this.#kept();
    const isKept = kept !== null && (key ?? broken) === kept; // whatever it looks like
    this.#untried = {
      host: host ?? before.host,
      invite: invite ?? before.invite,
      keyless: keyless || before.keyless && key === null,
      made: before.made && key !== null,
    };
    this.#key.value = kept ?? key;
    this.#other = kept !== null && key !== null && !isKept ? key : null;
    if (this.#other !== null) this.#warning.value = "other";
    else this.#warning.value = broken !== null && kept === null ? "broken" : null;
    const mayMake = this.#untried.host !== null && !this.#untried.keyless && broken === null;
    if (this.#key.value === null && mayMake) {
      this.#key.value = toText(secrets.random(KEY_BYTES));
      this.#untried = { ...this.#untried, made: true };
    }
    this.#remember();
    const shown = writeFragment({ key: this.#other ?? this.#key.value ?? broken });
    // Another "#" than ours (a place on the page) stays, unless there is something to write or hide.
    if (host !== null || invite !== null || shown !== "" && shown !== page.fragment) {
      page.fragment = shown;
    }
  }

  /** Says which key counts when the link carries another one than this browser keeps. */
  choose(which: "kept" | "link"): void {
    if (this.#warning.value !== "other") return;
    if (which === "link") this.#key.value = this.#other;
    else this.#other = null;
    this.#warning.value = null;
    this.#showKey();
  }

  /** Rooms that belong to nobody may be opened with a key today and without one tomorrow. */
  get #belongs(): boolean {
    return ownedPart(this.#room) !== null;
  }

  #kept(): string | null {
    return this.#belongs ? this.#savedState.roomKey(this.#room) : null;
  }

  /** A host of this room, as far as this browser knows. */
  get isHost(): boolean {
    return this.#savedState.hostKey(this.#room) !== null;
  }

  /** What makes somebody a host who opens it in another browser; null if this one is none. */
  get hostFragment(): string | null {
    const host = this.#savedState.hostKey(this.#room);
    if (host === null) return null;
    return writeFragment({ host, key: this.#key.value }) + (this.#key.value === null ? "&k=" : "");
  }

  /** What everybody's link to this room carries behind its "#". */
  get fragment(): string {
    return writeFragment({ key: this.#key.value });
  }

  /** What an invitation's link carries behind its "#". */
  invitation(token: string): string {
    return writeFragment({ invite: token, key: this.#key.value });
  }

  /** The room's own key, out of the link; null for a link without one. */
  get key(): string | null {
    return this.#key.value;
  }

  keepHostKey(key: string): void {
    this.#savedState.setHostKey(this.#room, key);
  }

  /** What `room:join` shows. The link's host key comes second where this browser keeps one. */
  shown(): Pick<Join, "host" | "invite"> {
    const host = this.#hostKey;
    const { invite } = this.#untried;
    return { ...(host === null ? {} : { host }), ...(invite === null ? {} : { invite }) };
  }

  get #hostKey(): string | null {
    const kept = this.#savedState.hostKey(this.#room);
    return this.#keptFailed ? this.#untried.host ?? kept : kept ?? this.#untried.host;
  }

  /**
   * The server let this page in; `host` says that the host's key that was shown is one. Keeps what
   * was good for it. True if the way in is to be asked for again, with the link's host key.
   */
  onJoined({ host = false }: Pick<Joined, "host">): boolean {
    const kept = this.#savedState.hostKey(this.#room);
    const shown = this.#hostKey;
    if (host && shown !== null && shown !== kept) this.#savedState.setHostKey(this.#room, shown);
    const again = !host && this.tryOther();
    if (this.#untried.made && !host) this.#dropMade();
    const invite = null; // it did what it can: a second use would count again
    this.#untried = again ? { ...this.#untried, invite } : NOTHING;
    if (!again) this.#keptFailed = false;
    this.#remember();
    this.#keepKey();
    return again;
  }

  /** Whether there is a host's key in the link that was not shown yet, because one is kept. */
  tryOther(): boolean {
    const { host } = this.#untried;
    const kept = this.#savedState.hostKey(this.#room);
    if (this.#keptFailed || host === null || kept === null || host === kept) return false;
    return this.#keptFailed = true;
  }

  /** An invitation that is none opens nothing at the next reload either. */
  onBadInvite(): void {
    this.#savedState.setUntried(this.#room, { ...this.#untried, invite: null });
  }

  /** Only who is a host makes a key for the room: others would stand in it with one of their own. */
  #dropMade(): void {
    this.#key.value = this.#kept();
    this.#showKey();
  }

  #keepKey(): void {
    if (!this.#belongs || this.#key.value === null || this.#warning.value !== null) return;
    if (this.#kept() === null || this.#other === this.#key.value) {
      this.#savedState.setRoomKey(this.#room, this.#key.value);
    }
    this.#other = null;
  }

  #showKey(): void {
    const shown = writeFragment({ key: this.#key.value });
    if (this.#page !== null && this.#page.fragment !== shown) this.#page.fragment = shown;
  }

  #remember(): void {
    const { host, invite, keyless, made } = this.#untried;
    const is = host !== null || invite !== null || keyless || made;
    this.#savedState.setUntried(this.#room, is ? this.#untried : null);
  }
}
