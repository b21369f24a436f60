// Who may speak, show, moderate and name whom in a room with a host, in plain words; see authority_reference.ts.

export type Role = "guest" | "member" | "deputy" | "host";
export type Right = "mic" | "camera" | "screen" | "chat" | "files";
export type Flag = Exclude<Right, "chat" | "files">;
export type Own = Partial<Record<Right, boolean>>;
export type Sent = Record<Flag, boolean>;

const FLAGS: readonly Flag[] = ["mic", "camera", "screen"];
const NOTHING: Sent = { mic: false, camera: false, screen: false };

/** Somebody with a seat. */
export interface Someone {
  role: Role;
  own: Own;
  sent: Sent;
  /** Their socket is there. */
  isHere: boolean;
  /** They were away too long: they are no member, but may return as the same. */
  isGone: boolean;
  address: string;
}

/** One room as it ought to be. */
export class ModeratedRoom {
  rights: Record<Right, boolean> = {
    mic: true,
    camera: true,
    screen: true,
    chat: true,
    files: true,
  };
  people = new Map<string, Someone>();
  /** Keys of hosts and deputies, with all who were given or have shown them. */
  hostKeys = new Map<string, Set<string>>();
  deputyKeys = new Map<string, Set<string>>();
  /** What was taken from whoever comes from there. */
  taken = new Map<string, Set<Right>>();
  removedFrom = new Set<string>();

  members(): [id: string, someone: Someone][] {
    return [...this.people].filter(([, { isGone }]) => !isGone);
  }

  has({ role, own }: Pick<Someone, "role" | "own">, right: Right): boolean {
    return role === "host" || (own[right] ?? this.rights[right]);
  }

  decides(id: string): boolean {
    const me = this.people.get(id);
    return me?.role === "host" && me.isHere;
  }

  /** Hosts moderate, and deputies while no host is there. */
  moderates(id: string): boolean {
    const hosts = [...this.people.values()].some(({ role, isHere }) => role === "host" && isHere);
    const me = this.people.get(id);
    return this.decides(id) || (me?.role === "deputy" && me.isHere && !hosts);
  }

  /** Against their will: hosts on all but hosts, deputies on those below. */
  mayActOn(id: string, target: string): boolean {
    const them = this.people.get(target);
    if (them === undefined || them.isGone || them.role === "host") return false;
    return this.moderates(id) && (this.decides(id) || them.role !== "deputy");
  }

  /** What is sent of what somebody wants to send: a microphone that is on stays on. */
  allowed(someone: Someone, wanted: Sent): Sent {
    const keep = (flag: Flag) => flag === "mic" && someone.sent.mic && !someone.isGone;
    const may = (flag: Flag) => wanted[flag] && (this.has(someone, flag) || keep(flag));
    return { mic: may("mic"), camera: may("camera"), screen: may("screen") };
  }

  /** What may not be sent any more is off at once. */
  settle(): void {
    for (const [, someone] of this.members()) someone.sent = this.allowed(someone, someone.sent);
  }

  /** The role of somebody new; null for nobody who comes in. */
  roleOfNew(address: string, key: string | null): Role | null {
    if (key !== null && this.hostKeys.has(key)) return "host";
    if (this.removedFrom.has(address)) return null;
    return key !== null && this.deputyKeys.has(key) ? "deputy" : "guest";
  }

  enter(
    id: string,
    { address, key, wanted }: { address: string; key: string | null; wanted: Sent },
  ) {
    const known = this.people.get(id);
    const isKeyed = key !== null && (this.hostKeys.has(key) || this.deputyKeys.has(key));
    const taken = isKeyed ? [] : [...this.taken.get(address) ?? []];
    const own: Own = known?.own ?? Object.fromEntries(taken.map((right) => [right, false]));
    const someone = known ??
      { role: "guest", own, sent: NOTHING, isHere: true, isGone: true, address };
    if (key !== null && this.hostKeys.has(key)) someone.role = "host";
    else if (isKeyed && someone.role !== "host") someone.role = "deputy";
    const holders = this.hostKeys.get(key ?? "") ?? this.deputyKeys.get(key ?? "");
    holders?.delete(id); // who showed it last stands last
    holders?.add(id);
    const sent = this.allowed(someone, wanted);
    this.people.set(id, { ...someone, sent, isHere: true, isGone: false });
  }

  rule(rights: Record<Right, boolean>): void {
    this.rights = rights;
    this.settle();
  }

  /**
   * What one person may alone; what is taken holds for whoever comes from there, until it is given back,
   * unless another guest who is there comes from there, too.
   */
  restrict(target: string, own: Own): void {
    const them = this.people.get(target);
    if (them === undefined) return;
    const taken = this.taken.get(them.address) ?? new Set();
    const isAlone = this.members().every(([id, { address, role }]) =>
      id === target || address !== them.address || role === "host" || role === "deputy"
    );
    for (const right of [...FLAGS, "chat", "files"] as const) {
      if (own[right] === false) isAlone && taken.add(right);
      else if (them.own[right] === false) taken.delete(right);
    }
    this.taken.set(them.address, taken);
    them.own = own;
    this.settle();
  }

  /** Asked to speak: the microphone's right comes back with it. */
  letSpeak(target: string): void {
    const them = this.people.get(target);
    if (them === undefined || this.has(them, "mic")) return;
    this.taken.get(them.address)?.delete("mic");
    them.own = { ...them.own, mic: true };
  }

  /** Whether a host may name somebody so: no host is less by another's word, the last one stays. */
  mayName(id: string, target: string, role: Role): boolean {
    const them = this.people.get(target);
    if (!this.decides(id) || them === undefined || them.isGone) return false;
    if (them.role === role) return true;
    const others = this.members().some(([other, one]) => other !== id && one.role === "host");
    if (id === target) return others && role !== "deputy";
    return them.role !== "host" && (them.isHere || (role !== "host" && role !== "deputy"));
  }

  name(target: string, role: Role, key: string | null): void {
    const them = this.people.get(target);
    if (them === undefined || them.role === role) return;
    if (role !== "deputy") this.#voidKeys(this.deputyKeys, target);
    them.role = role;
    if (key !== null) {
      (role === "host" ? this.hostKeys : this.deputyKeys).set(key, new Set([target]));
    }
    this.settle();
  }

  remove(target: string): void {
    const address = this.people.get(target)?.address;
    if (address !== undefined) this.removedFrom.add(address);
    this.#voidKeys(this.deputyKeys, target);
    this.people.delete(target);
  }

  /** A key is void for everybody who has it, once one of them lost what it gave. */
  #voidKeys(keys: Map<string, Set<string>>, id: string): void {
    for (const [key, holders] of keys) if (holders.has(id)) keys.delete(key);
  }
}
