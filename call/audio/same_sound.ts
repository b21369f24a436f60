// Whether two microphones hear the same: how alike their loudness rises and falls. Pure.

/** So long sound is taken together, in milliseconds. */
const BIN_MS = 200;
/** Twenty seconds. */
const BINS = 100;
/** The other voice comes later by up to so many bins: it travels. */
const MOST_LAG = 5;
/** Levels of others are not known finer than so many bins. */
const SMOOTH = 3;
/** −42 dBFS as an amplitude: what is louder is somebody who speaks. */
const SPEECH = 10 ** (-42 / 20);
/** Silence and noise without pauses are alike everywhere: speech has both. */
const ACTIVE = { least: 0.2, most: 0.9 };
const FLOOR_DB = -60;
/** What comes again after so many bins is a signal, a machine or a beat: two of a kind are alike anywhere. */
const REPEATING = { from: 6, until: 25, likeness: 0.75 };

/** Two microphones. */
export class SameSound {
  readonly #own: number[] = [];
  readonly #other: number[] = [];
  #sum = { own: 0, other: 0, count: 0 };
  #bin = -Infinity;

  /** Amplitudes from 0 to 1 at this time, in steady milliseconds. */
  add(now: number, { own, other }: { own: number; other: number }): void {
    const bin = Math.floor(now / BIN_MS);
    if (bin !== this.#bin) this.#close(bin);
    this.#sum.own += own;
    this.#sum.other += other;
    this.#sum.count += 1;
  }

  /** From −1 to 1; null while too little was said to tell. */
  likeness(): number | null {
    if (this.#own.length < BINS || !isSpoken(this.#own) || !isSpoken(this.#other)) return null;
    const [own, other] = [smooth(this.#own.map(decibels)), smooth(this.#other.map(decibels))];
    if (isRepeating(own) || isRepeating(other)) return null;
    const lags = Array.from(
      { length: MOST_LAG + 1 },
      (_, lag) => correlation(own.slice(0, own.length - lag), other.slice(lag)),
    );
    return Math.max(...lags);
  }

  #close(bin: number): void {
    const { own, other, count } = this.#sum;
    const isNext = bin === this.#bin + 1;
    if (!isNext) this.#own.length = this.#other.length = 0; // a gap: nothing is known of it
    else if (count > 0) {
      this.#own.push(own / count);
      this.#other.push(other / count);
      if (this.#own.length > BINS) {
        this.#own.shift();
        this.#other.shift();
      }
    }
    this.#bin = bin;
    this.#sum = { own: 0, other: 0, count: 0 };
  }
}

function isSpoken(levels: readonly number[]): boolean {
  const active = levels.filter((level) => level >= SPEECH).length / levels.length;
  return active >= ACTIVE.least && active <= ACTIVE.most;
}

function isRepeating(levels: readonly number[]): boolean {
  for (let lag = REPEATING.from; lag <= REPEATING.until; lag++) {
    const [before, after] = [levels.slice(0, levels.length - lag), levels.slice(lag)];
    if (correlation(before, after) >= REPEATING.likeness) return true;
  }
  return false;
}

/** The mean of so many values in a row, at each place. */
function smooth(values: readonly number[]): number[] {
  return values.slice(SMOOTH - 1).map((_, index) =>
    values.slice(index, index + SMOOTH).reduce((sum, value) => sum + value, 0) / SMOOTH
  );
}

function decibels(level: number): number {
  return level <= 0 ? FLOOR_DB : Math.max(FLOOR_DB, 20 * Math.log10(level));
}

/** Pearson's; 0 where one of them never changes. */
function correlation(one: readonly number[], other: readonly number[]): number {
  const mean = (values: readonly number[]) =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  const [a, b] = [mean(one), mean(other)];
  let [both, left, right] = [0, 0, 0];
  one.forEach((value, index) => {
    const [x, y] = [value - a, (other[index] ?? 0) - b];
    both += x * y;
    left += x * x;
    right += y * y;
  });
  return left === 0 || right === 0 ? 0 : both / Math.sqrt(left * right);
}
