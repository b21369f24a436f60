// Who may be in a room and do what, in plain words: knows nothing of how the server does it.

export type Role = "guest" | "member" | "host";

/** Somebody who belongs to the call that is on. */
interface RoomPlace {
  role: Role;
  /** Until when they may come back, in steady milliseconds; Infinity while they are there. */
  until: number;
  /** Whether they came in this run of the server. */
  isNew: boolean;
  /** From where, and by which invitation. */
  address: string;
  invite: string | null;
  /** What was taken from them alone. */
  taken: readonly Taken[];
}

/** Rights that hosts take from one person in these histories. */
export type Taken = "camera" | "chat";

/** What somebody shows to come in. */
export interface Shown {
  member: string | null;
  key: string | null;
  invite: string | null;
  password: string | null;
  address: string;
  wasLetIn: boolean;
}

/** Nobody is waited for longer than this: a grace, or after a restart more, and then the memory. */
const WAIT_MS = { lost: 614_000, restart: 810_000 };
const MAX_BANS = 100;
const MAX_RESTRICTIONS = 50;

let calls = 0;

/** One room as it ought to be. */
export class Facts {
  call = ++calls;
  belongs = new Map<string, RoomPlace>();
  banned: { member: string; address: string }[] = [];
  /** What was taken from whom: who comes anew from there, or so, lacks it, too. */
  restrictions: (Pick<RoomPlace, "address" | "invite" | "taken"> & { member: string })[] = [];
  /** Keys that make a host, with the member who showed each last. */
  keys = new Map<string, string | null>();
  invites = new Map<string, { role: Role; left: number }>();
  locked = false;
  ended = false;
  password: string | null = null;
  rights = { mic: true, camera: true, screen: true, chat: true, files: true, record: true };
  /** What happened in this run, for a server without a disk. */
  departed = new Set<string>();
  dropped = new Set<string>();
  demoted = new Set<string>();
  endedNow = false;
  shown = new Map<string, string>();

  constructor(key: string | null) {
    if (key !== null) this.keys.set(key, null);
  }

  mayReturn(member: string, now: number): boolean {
    return (this.belongs.get(member)?.until ?? -1) >= now && !this.isBanned(member);
  }

  /** As what somebody may come in anew; null for not at all. */
  mayEnter(shown: Shown): Role | null {
    if (shown.key !== null && this.keys.has(shown.key)) return "host";
    if (shown.member !== null && this.isBanned(shown.member)) return null;
    const invite = this.invites.get(shown.invite ?? "");
    if (invite !== undefined && invite.left > 0) return invite.role;
    if (this.password !== null && this.password !== shown.password) return null;
    return !this.isShut(shown.address) || shown.wasLetIn ? "guest" : null;
  }

  isBanned(member: string): boolean {
    return this.banned.some((ban) => ban.member === member);
  }

  isShut(address: string): boolean {
    const isSuspect = address !== "" && this.banned.some((ban) => ban.address === address);
    return this.locked || this.ended || isSuspect;
  }

  enter(
    member: string,
    { role, key, invite, address = "" }: { role: Role } & Partial<Shown>,
  ): void {
    const known = this.belongs.get(member);
    const isKnown = Boolean(key && this.keys.has(key));
    const by = invite && !isKnown && this.invites.has(invite) ? invite : null;
    const source = known ?? { address, invite: by };
    const restrictions = isKnown
      ? []
      : this.restrictions.filter((restriction) => isSame(restriction, source));
    const taken = known?.taken ?? restrictions.flatMap((restriction) => restriction.taken);
    const { isNew = true } = known ?? {};
    this.belongs.set(member, { ...source, role, until: Infinity, isNew, address, taken });
    if (key && this.keys.has(key)) {
      this.keys.set(key, member);
      this.shown.set(key, member);
    }
    const used = known === undefined ? this.invites.get(invite ?? "") : undefined;
    if (used !== undefined && !(key && this.keys.has(key))) used.left -= 1;
    if (role === "host" && (used !== undefined || (key && this.keys.has(key)))) this.ended = false;
  }

  lose(member: string, now: number): void {
    const place = this.belongs.get(member);
    if (place !== undefined) place.until = now + WAIT_MS.lost;
  }

  leave(member: string): void {
    this.belongs.delete(member);
    this.departed.add(member);
    if (this.belongs.size === 0) this.over();
  }

  ban(member: string, address: string): void {
    this.banned = [...this.banned, { member, address }].slice(-MAX_BANS);
    this.leave(member);
  }

  stepDown(member: string, role: Role): void {
    for (const [key, holder] of this.keys) {
      if (holder !== member) continue;
      this.keys.delete(key);
      this.dropped.add(key);
    }
    this.name(member, role);
    this.demoted.add(member);
  }

  name(member: string, role: Role): void {
    const place = this.belongs.get(member);
    if (place !== undefined) place.role = role;
    if (role === "host") this.demoted.delete(member);
  }

  /**
   * A host says what one person may not, whole; what they give back, all from there have back. What
   * is taken goes with an address or an invitation that nobody else inside has, hosts aside.
   */
  restrict(member: string, taken: readonly Taken[], inside: readonly string[]): void {
    const place = this.belongs.get(member);
    if (place === undefined) return;
    const back = place.taken.filter((right) => !taken.includes(right));
    place.taken = taken;
    const own = { member, ...this.#ownSource(member, place, inside), taken };
    const others = this.restrictions.map((restriction) =>
      restriction.member === member || isSame(restriction, place)
        ? { ...restriction, taken: restriction.taken.filter((right) => !back.includes(right)) }
        : restriction
    ).filter((restriction) =>
      restriction.member !== member || restriction.address !== own.address ||
      restriction.invite !== own.invite
    );
    const isNowhere = own.address === "" && own.invite === null;
    const all = [...others, ...isNowhere ? [] : [own]].filter((restriction) =>
      restriction.taken.length
    );
    if (all.length > MAX_RESTRICTIONS) this.locked = true;
    else this.restrictions = all;
  }

  #ownSource(member: string, { address, invite }: Source, inside: readonly string[]): Source {
    const others = inside.filter((id) => id !== member).map((id) => this.belongs.get(id))
      .filter((place) => place !== undefined && place.role !== "host");
    return {
      address: others.some((place) => place?.address === address) ? "" : address,
      invite: others.some((place) => place?.invite === invite) ? null : invite,
    };
  }

  /** Nobody belongs to the call any more. */
  over(): void {
    this.belongs.clear();
    this.call = ++calls;
  }

  end(): void {
    this.over();
    this.ended = true;
    this.endedNow = true;
  }

  /** Time passes: who was away for too long belongs to the call no more. */
  expire(now: number): void {
    for (const [member, { until }] of this.belongs) if (until < now) this.leave(member);
  }

  /** A server with a disk starts anew: nothing is forgotten, nobody is there. */
  restart(now: number): void {
    for (const place of this.belongs.values()) place.until = now + WAIT_MS.restart;
  }

  /** A server without a disk learns from a snapshot that is newer than all it saw what was decided. */
  learn(copy: Facts): void {
    const { banned, keys, invites, locked, ended, password, rights } = copy.clone();
    const bans = this.banned.filter(({ member }) => !copy.isBanned(member));
    Object.assign(this, { keys, invites, locked, ended, password, rights });
    this.banned = [...bans, ...banned];
    for (const key of this.dropped) keys.delete(key);
    for (const [key, member] of this.shown) if (keys.has(key)) keys.set(key, member);
  }

  /** The same of who belongs to the call; `addresses` are those of who is inside. */
  meet(copy: Facts, { now, addresses }: { now: number; addresses: Map<string, string> }): void {
    const newcomers = [...this.belongs].filter(([id, { isNew }]) => isNew && !copy.belongs.has(id));
    this.call = copy.call;
    this.belongs = new Map();
    for (const [member, { role, ...place }] of copy.belongs) {
      if (this.departed.has(member) || this.isBanned(member)) continue;
      const until = addresses.has(member) ? Infinity : now + WAIT_MS.restart;
      const held = this.demoted.has(member) ? "guest" : role;
      this.belongs.set(member, { ...place, role: held, until, isNew: false });
    }
    for (const [member, place] of newcomers) {
      const isHost = [...this.keys.values()].includes(member);
      const isShut = this.password !== null || this.isShut(addresses.get(member) ?? "");
      if (isShut && !isHost) continue;
      this.belongs.set(member, { ...place, role: isHost ? "host" : "guest" });
    }
  }

  /** As it is now, for later. */
  clone(): Facts {
    return Object.assign(new Facts(null), structuredClone({ ...this }));
  }
}

type Source = Pick<RoomPlace, "address" | "invite">;

function isSame(one: Source, other: Source): boolean {
  return (one.address !== "" && one.address === other.address) ||
    (one.invite !== null && one.invite === other.invite);
}
