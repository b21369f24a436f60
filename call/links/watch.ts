// Keeps watch over all connections: feels their pulse, doubts, restarts, and tells how each of them is.
import type { Clock } from "../ports.ts";
import { BROKEN_MS, healthOf, isDown } from "./health.ts";
import type { LinkState } from "./links.ts";
import { mayRestart, postponed, restarted, type Trouble, troubleAt } from "./patience.ts";
import type { Quality } from "./path_quality.ts";
import { afterSleep, feel, isBeating, noPulse, type Pulse, silence } from "./pulse.ts";
import { Sampler } from "./sampler.ts";
import type { Ward } from "./ward.ts";
export type { Ward };

/** How often it is looked, in milliseconds. */
const TICK_MS = 200;
/** The same where there are many: a look waits for each of them, and a silence lasts longer there. */
const MANY_TICK_MS = 400;
const MANY = 3;
/** After such a pause between two looks the page has slept: nothing is as it was. */
const SLEPT_MS = 2_000;
/** A look that is so much later than the one before was kept waiting: the page is too busy. */
const BUSY_MS = 600;
const BUSY_FACTOR = 1.5;
/** A silence of a steady connection that is worth a question to the server. */
const DOUBT_MS = 400;
/** The doubt is confirmed by statistics that are so far apart. */
const CONFIRM_MS = 350;
/**
 * Of several connections one that is silent may only have a busy other side, and if all are, this
 * computer is overloaded: a network that is gone silences the server, too, and then `resume()`
 * restarts them. So a restart waits for this long a silence.
 */
const COMPANY_MS = 2_500;
/** Pause between the restarts of two connections: each of them costs both sides work. */
const SPREAD_MS = 500;
/** Statistics that come so late are those of an overloaded computer and prove nothing. */
const LATE_MS = 400;
/** So many restarts of one connection are made at once when the server is back; then at its pace. */
const EAGER_RESTARTS = 3;
/** After such an absence patience begins anew: whatever was tried before was tried elsewhere. */
const LONG_MS = 10_000;
/** After so long without trouble, patience begins anew. */
const WELL_MS = 5_000;
/** How often a member is vouched for whom the server does not hear. */
const VOUCH_MS = 4_000;

export interface WatchOptions {
  clock: Pick<Clock, "now" | "steady" | "after">;
  wards: () => ReadonlyMap<string, Ward>;
  /** Whether the server can be reached: without it no path can be agreed upon. */
  isOnline: () => boolean;
  /** Something is wrong with a path, for certain or not; perhaps with the one to the server, too. */
  onDoubt(sure: boolean): void;
  /** One could not watch for a while, and so much may have changed. */
  onSlept(): void;
  onHealth(id: string, health: LinkState): void;
  onQuality(id: string, quality: Quality): void;
  /** These are alive, whatever the server thinks. */
  onAlive(ids: string[]): void;
}

/** What is known of one ward. */
interface File {
  pulse: Pulse;
  /** Statistics agree: nothing arrives. */
  stalled: boolean;
  confirming: boolean;
  trouble: Trouble | null;
  begun: number;
  wellSince: number;
  awaySince: number | null;
  told: LinkState | null;
}

/** Watches as long as there are connections. */
export class Watch {
  #options: WatchOptions;
  #sampler: Sampler;
  #files = new Map<string, File>();
  #cancel: (() => void) | null = null;
  #lookedAt = 0;
  /** The date of that moment. */
  #lookedOn = 0;
  #gap = 0;
  /** How often one could not watch oneself. */
  #absences = 0;
  #vouchedAt = 0;
  #restartedAt = -Infinity;

  constructor(options: WatchOptions) {
    this.#options = options;
    this.#sampler = new Sampler((id, quality) => options.onQuality(id, quality));
  }

  /** There may be a ward to watch. */
  start(): void {
    if (this.#cancel !== null) return;
    this.#lookedAt = this.#options.clock.steady();
    this.#lookedOn = this.#options.clock.now();
    this.#schedule();
  }

  /**
   * The way to the server is open again: whatever is in trouble gets a new path at once. A silence
   * alone is none: a server that starts may keep this whole computer busy.
   */
  resume(): void {
    const { clock, wards } = this.#options;
    for (const [id, ward] of wards()) {
      const file = this.#fileOf(id);
      const now = clock.steady();
      this.#feel(file, ward, now);
      const { pulse, trouble, stalled } = file;
      const tried = trouble !== null && !isBeating(pulse, { now, ms: DOUBT_MS });
      if (!tried && !stalled && !isDown(ward)) continue;
      const eager = trouble === null || trouble.restarts < EAGER_RESTARTS;
      if (eager || mayRestart(trouble, now)) this.#restart(file, ward);
    }
  }

  /** It is made anew, without a trace of the one before. */
  forget(id: string): void {
    this.#files.delete(id);
  }

  /** Another connection carries this one on: what was felt of the old one says nothing of it. */
  renew(id: string): void {
    const file = this.#files.get(id);
    if (file === undefined) return;
    const now = this.#options.clock.steady();
    file.pulse = noPulse(now);
    file.begun = now;
    file.stalled = false;
  }

  #schedule(): void {
    const pause = this.#options.wards().size >= MANY ? MANY_TICK_MS : TICK_MS;
    this.#cancel = this.#options.clock.after(pause, () => {
      this.#cancel = null;
      try {
        this.look();
      } finally {
        if (this.#options.wards().size > 0) this.#schedule();
      }
    });
  }

  /** Looks at all of them now: the state of one has changed. */
  look(): void {
    const { clock, wards, onDoubt, onSlept } = this.#options;
    const now = clock.steady();
    const gap = now - this.#lookedAt;
    const date = clock.now();
    // A steady clock may stand still while the computer sleeps; the date does not.
    const absent = Math.max(gap, date - this.#lookedOn);
    const busy = absent >= BUSY_MS && absent >= BUSY_FACTOR * this.#gap; // a hidden page looks once a second
    this.#lookedAt = now;
    this.#lookedOn = date;
    this.#gap = gap;
    const all = wards();
    for (const id of this.#files.keys()) if (!all.has(id)) this.#files.delete(id);
    if (busy || absent >= SLEPT_MS) this.#wakeUp(now, absent);
    for (const [id, ward] of all) this.#feel(this.#fileOf(id), ward, now);
    const company = [...all.values()].filter(({ expected }) => expected).length > 1;
    for (const [id, ward] of all) this.#treat(this.#fileOf(id), { ward, now, gap, company });
    const files = [...all.keys()].map((id) => this.#fileOf(id));
    const silences = files.map(({ pulse }) => silence(pulse, now));
    // The only other one is silent for certain, and just now: the network is probably gone.
    const sure = !company && files.some(({ stalled }) => stalled) &&
      Math.max(...silences) < BROKEN_MS;
    if (absent >= SLEPT_MS) onSlept();
    else if (silences.some((ms) => ms >= DOUBT_MS)) onDoubt(sure);
    for (const [id, ward] of all) this.#tell(id, ward, now);
    this.#vouch(all, now);
    this.#sampler.look(all, now);
  }

  /** Whatever was missed while one was absent oneself was not the others' fault. */
  #wakeUp(now: number, absent: number): void {
    this.#absences++;
    this.#sampler.forget();
    for (const file of this.#files.values()) {
      file.pulse = afterSleep(file.pulse, now);
      file.stalled = false;
      file.begun = Math.min(now, file.begun + absent); // nothing could come about meanwhile
      if (absent >= LONG_MS) file.trouble = null;
    }
  }

  #feel(file: File, ward: Ward, now: number): void {
    file.awaySince = ward.away ? file.awaySince ?? now : null;
    if (!ward.expected) {
      file.pulse = { ...feel(file.pulse, { mark: ward.mark(), now }), beats: 0 };
      file.stalled = false;
      return;
    }
    const before = file.pulse;
    file.pulse = feel(before, { mark: ward.mark(), now });
    if (file.pulse.beatAt !== before.beatAt) file.stalled = false;
    if (silence(file.pulse, now) >= DOUBT_MS && !file.stalled) void this.#confirm(file, ward);
  }

  /** What is not played is not felt: only the statistics know that nothing arrives. */
  async #confirm(file: File, ward: Ward): Promise<void> {
    if (file.confirming) return;
    file.confirming = true;
    const { beatAt } = file.pulse;
    const absences = this.#absences;
    const { clock } = this.#options;
    const asked = clock.steady();
    const before = await bytesOf(ward);
    await new Promise<void>((done) => clock.after(CONFIRM_MS, done));
    const after = await bytesOf(ward);
    file.confirming = false;
    if (before === null || after === null) return; // it was closed, or does not say
    if (file.pulse.beatAt !== beatAt || absences !== this.#absences) return;
    if (after > before) {
      file.pulse = { ...file.pulse, beatAt: clock.steady() };
    } else if (clock.steady() - asked < CONFIRM_MS + LATE_MS) {
      file.stalled = true;
      this.look();
    }
  }

  #treat(
    file: File,
    { ward, now, gap, company }: { ward: Ward; now: number; gap: number; company: boolean },
  ): void {
    if (this.#options.isOnline()) ward.unstick?.();
    else file.begun = Math.min(now, file.begun + gap);
    if (!isDown(ward) && !isSilent(file, { now, company })) {
      if (!file.stalled && now - file.wellSince >= WELL_MS) file.trouble = null;
      if (file.stalled) file.wellSince = now;
      return;
    }
    file.wellSince = now;
    file.trouble ??= troubleAt(now);
    if (!this.#options.isOnline()) file.trouble = postponed(file.trouble, gap);
    else if (mayRestart(file.trouble, now) && now - this.#restartedAt >= SPREAD_MS) {
      this.#restart(file, ward);
    }
  }

  #restart(file: File, ward: Ward): void {
    const now = this.#options.clock.steady();
    file.wellSince = now;
    this.#restartedAt = now;
    file.trouble = restarted(file.trouble ?? troubleAt(now), now);
    ward.restart();
  }

  #tell(id: string, ward: Ward, now: number): void {
    const file = this.#fileOf(id);
    const health = healthOf(file, ward, now);
    if (health === file.told) return;
    file.told = health;
    this.#options.onHealth(id, health);
  }

  #vouch(all: ReadonlyMap<string, Ward>, now: number): void {
    if (now - this.#vouchedAt < VOUCH_MS) return;
    const alive = [...all.keys()].filter((id) => {
      const { awaySince, pulse } = this.#fileOf(id);
      return awaySince !== null && now - awaySince >= BROKEN_MS &&
        isBeating(pulse, { now, ms: 1_000 });
    });
    if (alive.length === 0) return;
    this.#vouchedAt = now;
    this.#options.onAlive(alive);
  }

  #fileOf(id: string): File {
    const known = this.#files.get(id);
    if (known !== undefined) return known;
    const now = this.#options.clock.steady();
    const file: File = {
      pulse: noPulse(now),
      stalled: false,
      confirming: false,
      trouble: null,
      begun: now,
      wellSince: now,
      awaySince: null,
      told: null,
    };
    this.#files.set(id, file);
    return file;
  }
}

/** Whether its silence is more than a doubt. */
function isSilent({ stalled, pulse }: File, { now, company }: { now: number; company: boolean }) {
  return stalled && (!company || silence(pulse, now) >= COMPANY_MS);
}

async function bytesOf(ward: Ward): Promise<number | null> {
  try {
    return await ward.bytes();
  } catch {
    return null;
  }
}
