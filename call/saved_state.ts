// What this browser stores about a person and a visit, with a type for each key.
import { personName } from "../protocol/names.ts";
import type { SeatToken } from "../protocol/shapes.ts";
import type { DeviceKind, Store } from "./ports.ts";
import { safeStore } from "./safe_ports.ts";
import { noteRecent, type Recent } from "./recent_rooms.ts";
import { budgetIn, type SavedBudget } from "./saved_budget.ts";

export type { SavedBudget };

const KINDS = ["mic", "camera", "speaker"] as const satisfies readonly DeviceKind[];

/** A message to be sent. By its id the server knows copies of it. */
export interface UnsentMessage {
  id: string;
  text: string;
  replyTo?: string;
}

/** Secrets from a link that the server has not seen yet. */
export interface UnverifiedSecrets {
  host: string | null;
  invite: string | null;
  /** The link says that the room has no key. */
  keyless: boolean;
  /** This tab made the key in the address, for a room that may turn out to be somebody else's. */
  made: boolean;
}

/** Typed access to a `Store`. Keys are never renamed: pages read what older versions stored. */
export class SavedState {
  #store: Store;

  constructor(store: Store) {
    this.#store = safeStore(store);
  }

  /** In the form that the server accepts today: an older version may have stored another one. */
  get name(): string | null {
    const kept = this.#store.get("browser", "name");
    return kept === null ? null : personName(kept);
  }

  set name(name: string | null) {
    if (name === null) this.#store.remove("browser", "name");
    else this.#store.set("browser", "name", name);
  }

  /** The seat in a room, while this tab is (or was, before a reload) in its call. */
  seat(room: string): SeatToken | null {
    return this.#store.get("page", `seat:${room}`);
  }

  setSeat(room: string, seat: SeatToken | null): void {
    if (seat === null) this.#store.remove("page", `seat:${room}`);
    else this.#store.set("page", `seat:${room}`, seat);
  }

  /** Notes that this tab's page goes away in the middle of a call, at the date `at`. */
  noteClosing(room: string, at: number): void {
    this.#store.set("page", `closing:${room}`, String(at));
  }

  /** When the previous page went away in a call; null if it did not, or if already taken. */
  takeClosing(room: string): number | null {
    const at = this.#store.get("page", `closing:${room}`);
    this.#store.remove("page", `closing:${room}`);
    return at === null || !/^\d+$/.test(at) ? null : Number(at);
  }

  /** The newest snapshot of the room, for a server that has lost it. */
  copy(room: string): string | null {
    return this.#store.get("page", `copy:${room}`);
  }

  setCopy(room: string, copy: string | null): void {
    if (copy === null || copy === "") this.#store.remove("page", `copy:${room}`);
    else this.#store.set("page", `copy:${room}`, copy);
  }

  /** Key of the pinned tile, for a reload in the middle of a call. */
  pin(room: string): string | null {
    return this.#store.get("page", `pin:${room}`);
  }

  setPin(room: string, key: string | null): void {
    if (key === null) this.#store.remove("page", `pin:${room}`);
    else this.#store.set("page", `pin:${room}`, key);
  }

  /** The key that makes this browser a host of the room. */
  hostKey(room: string): string | null {
    return this.#store.get("browser", `host:${room}`);
  }

  setHostKey(room: string, key: string): void {
    this.#store.set("browser", `host:${room}`, key);
  }

  /** The room's key from the link. */
  roomKey(room: string): string | null {
    return this.#store.get("browser", `key:${room}`);
  }

  setRoomKey(room: string, key: string): void {
    this.#store.set("browser", `key:${room}`, key);
  }

  /** Secrets from this tab's link until the server has seen them; they survive a reload. */
  untried(room: string): UnverifiedSecrets | null {
    try {
      const stored: unknown = JSON.parse(this.#store.get("page", `link:${room}`) ?? "null");
      if (typeof stored !== "object" || stored === null) return null;
      const { host, invite, keyless, made } = stored as Partial<UnverifiedSecrets>;
      const text = (value: unknown) => typeof value === "string" ? value : null;
      const is = { keyless: keyless === true, made: made === true };
      return { host: text(host), invite: text(invite), ...is };
    } catch {
      return null; // not written by this product
    }
  }

  setUntried(room: string, untried: UnverifiedSecrets | null): void {
    if (untried === null) this.#store.remove("page", `link:${room}`);
    else this.#store.set("page", `link:${room}`, JSON.stringify(untried));
  }

  /** The names of this tab's call, as the pages told each other. */
  calls(room: string): string[] {
    return (this.#store.get("page", `call:${room}`) ?? "").split(" ").filter(Boolean);
  }

  setCalls(room: string, names: readonly string[]): void {
    if (names.length === 0) this.#store.remove("page", `call:${room}`);
    else this.#store.set("page", `call:${room}`, names.join(" "));
  }

  /** How many texts the log of this tab's call keeps, as members told each other; null if nobody did. */
  logKeeps(room: string): number | null {
    const kept = Number.parseInt(this.#store.get("page", `log:${room}`) ?? "", 10);
    return kept >= 0 ? kept : null;
  }

  setLogKeeps(room: string, keeps: number | null): void {
    if (keeps === null) this.#store.remove("page", `log:${room}`);
    else this.#store.set("page", `log:${room}`, String(keeps));
  }

  /** Messages of this tab that the server has not acknowledged, oldest first. */
  outbox(room: string): UnsentMessage[] {
    try {
      const stored: unknown = JSON.parse(this.#store.get("page", `outbox:${room}`) ?? "[]");
      return Array.isArray(stored) ? stored.filter(isUnsent) : [];
    } catch {
      return []; // not written by this product
    }
  }

  setOutbox(room: string, lines: readonly UnsentMessage[]): void {
    if (lines.length === 0) this.#store.remove("page", `outbox:${room}`);
    else this.#store.set("page", `outbox:${room}`, JSON.stringify(lines));
  }

  /** Whether the person usually has this device on; true until they switch it off. */
  wants(kind: "mic" | "camera"): boolean {
    return this.#store.get("browser", `wants:${kind}`) !== "off";
  }

  setWants(kind: "mic" | "camera", on: boolean): void {
    this.#store.set("browser", `wants:${kind}`, on ? "on" : "off");
  }

  /** Remembers a visit for the list of rooms on the home page. */
  noteVisit(visit: Recent): void {
    noteRecent(this.#store, visit);
  }

  /** What pictures could take of the uplink on a network of this kind, in bit/s; null if not known. */
  uplink(network: string): number | null {
    const rate = Number(this.#store.get("browser", `uplink:${network}`));
    return Number.isFinite(rate) && rate > 0 ? rate : null;
  }

  setUplink(network: string, rate: number): void {
    this.#store.set("browser", `uplink:${network}`, String(Math.round(rate)));
  }

  /** The data budget of this tab's call, and what is used of it. */
  budget(room: string): SavedBudget | null {
    return budgetIn(this.#store.get("page", `budget:${room}`));
  }

  setBudget(room: string, budget: SavedBudget | null): void {
    if (budget === null) this.#store.remove("page", `budget:${room}`);
    else this.#store.set("page", `budget:${room}`, JSON.stringify(budget));
  }

  /** Ids of the chosen devices; a kind without a choice is missing. */
  devices(): Partial<Record<DeviceKind, string>> {
    const pairs = KINDS.map((kind) => [kind, this.#store.get("browser", `device:${kind}`)]);
    return Object.fromEntries(pairs.filter(([, id]) => id !== null && id !== ""));
  }

  setDevice(kind: DeviceKind, id: string): void {
    this.#store.set("browser", `device:${kind}`, id);
  }
}

function isUnsent(value: unknown): value is UnsentMessage {
  const { id, text, replyTo } = (value ?? {}) as Partial<UnsentMessage>;
  return typeof id === "string" && typeof text === "string" &&
    (replyTo === undefined || typeof replyTo === "string");
}
