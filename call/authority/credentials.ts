// What proves who one is in a room that belongs to somebody: read from the address, kept by the browser.
import type { Join } from "../../protocol/shapes.ts";
import type { Memory } from "../memory.ts";
import { ownedPart } from "../../protocol/owned.ts";
import { toText } from "../proof/bytes.ts";
import type { Page, Secrets } from "../ports.ts";

/** What the fragment of an address may carry; no browser ever sends it to a server. */
export interface Carried {
  /** A host's key. */
  host: string | null;
  /** The token of an invitation. */
  invite: string | null;
  /** The room's own key, which the server never learns. */
  key: string | null;
}

/** 128 bits are more than anybody can try. */
const KEY_BYTES = 16;
const NAMES = { host: "host", invite: "invite", key: "k" } as const;

/** What stands in a fragment ("#host=…&k=…"); what does not look right is not there. */
export function readFragment(fragment: string): Carried {
  const fields = new URLSearchParams(fragment.replace(/^#/, ""));
  const read = (name: string) => {
    const value = fields.get(name);
    return value !== null && /^[\w.-]{1,256}$/.test(value) ? value : null;
  };
  return { host: read(NAMES.host), invite: read(NAMES.invite), key: read(NAMES.key) };
}

/** A fragment that carries this; "" for nothing. */
export function writeFragment(carried: Partial<Carried>): string {
  const fields = (Object.keys(NAMES) as (keyof Carried)[]).flatMap((name) => {
    const value = carried[name];
    return value ? [`${NAMES[name]}=${value}`] : [];
  });
  return fields.length === 0 ? "" : `#${fields.join("&")}`;
}

/** Whether a fragment says that the room has no key ("k="), so that none is made for it. */
function hasNoKey(fragment: string): boolean {
  return new URLSearchParams(fragment.replace(/^#/, "")).get(NAMES.key) === "";
}

/** The credentials of this page for one room. */
export class Credentials {
  readonly #memory: Memory;
  readonly #room: string;
  #invite: string | null = null;
  #key: string | null = null;
  /** Kept for as long as the page lives, to come in again after the socket was lost. */
  password: string | null = null;

  constructor({ memory, room }: { memory: Memory; room: string }) {
    this.#memory = memory;
    this.#room = room;
  }

  /**
   * Takes what the address carries. A host's key is taken out of it: whoever copies the address or
   * looks over a shoulder must not become a host. A room that is new with its first host gets its
   * own key here, in the browser: the server must never know it.
   */
  take(page: Page, secrets: Secrets): void {
    const { host, invite, key } = readFragment(page.fragment);
    if (host !== null) this.#memory.setHostKey(this.#room, host);
    this.#invite = invite;
    this.#key = key ?? this.#kept();
    const mayMake = host !== null && !hasNoKey(page.fragment);
    if (this.#key === null && mayMake) this.#key = toText(secrets.random(KEY_BYTES));
    if (this.#key !== null && this.#belongs) this.#memory.setRoomKey(this.#room, this.#key);
    if (host !== null || invite !== null || key !== this.#key) {
      page.fragment = writeFragment({ key: this.#key });
    }
  }

  /** Rooms that belong to nobody may be opened with a key today and without one tomorrow. */
  get #belongs(): boolean {
    return ownedPart(this.#room) !== null;
  }

  #kept(): string | null {
    return this.#belongs ? this.#memory.roomKey(this.#room) : null;
  }

  /** A host of this room, as far as this browser knows. */
  get isHost(): boolean {
    return this.#memory.hostKey(this.#room) !== null;
  }

  /** What makes somebody a host who opens it in another browser; null if this one is none. */
  get hostFragment(): string | null {
    const host = this.#memory.hostKey(this.#room);
    if (host === null) return null;
    return writeFragment({ host, key: this.#key }) + (this.#key === null ? `&${NAMES.key}=` : "");
  }

  /** What everybody's link to this room carries behind its "#". */
  get fragment(): string {
    return writeFragment({ key: this.#key });
  }

  /** What an invitation's link carries behind its "#". */
  invitation(token: string): string {
    return writeFragment({ invite: token, key: this.#key });
  }

  /** The room's own key, out of the link; null for a link without one. */
  get key(): string | null {
    return this.#key;
  }

  keepHostKey(key: string): void {
    this.#memory.setHostKey(this.#room, key);
  }

  /** What `room:join` shows. */
  shown(): Pick<Join, "host" | "invite"> {
    const host = this.#memory.hostKey(this.#room);
    return {
      ...(host === null ? {} : { host }),
      ...(this.#invite === null ? {} : { invite: this.#invite }),
    };
  }

  /** It did what it can: a second use would count again. */
  useUpInvite(): void {
    this.#invite = null;
  }
}
