// People who talk all the time, and what each of them has read: nothing may be missing, doubled or out of order.
import assert from "node:assert/strict";
import type { Call } from "../../call/call.ts";
import { type Connection, visit } from "../bench/visitors.ts";
import { until } from "../browser/harness/wait.ts";

/** People of one room, each with a browser that comes again whenever it has to. */
export class Talk implements Disposable {
  readonly people: readonly Connection[];
  readonly said: string[] = [];
  readonly #room: string;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(urls: readonly string[], { room, people }: { room: string; people: number }) {
    this.#room = room;
    this.people = Array.from(
      { length: people },
      (_, at) => visit(urls[at % urls.length] ?? "", { room, name: `Person ${at}` }),
    );
  }

  /** Waits until all are inside and see each other. */
  async together(timeout = 20_000): Promise<void> {
    const seen = () => this.people.map(({ call }) => presentIn(call));
    const size = this.people.length;
    const ok = (all: number[]) => all.every((count) => count === size);
    await until(seen, { what: `all in ${this.#room}`, ok, timeout, every: 20 });
  }

  /** Waits until everybody has come once more than `before`; gives how long after `since` the last one did. */
  async again(before: readonly number[], since: number): Promise<number> {
    const all = () => this.people.every(({ joined }, at) => joined.length > (before[at] ?? 0));
    await until(all, { what: `all back in ${this.#room}`, every: 20, timeout: 20_000 });
    return Math.max(...this.people.map(({ joined }, at) => joined[before[at] ?? 0] ?? 0)) - since;
  }

  /** How often each of them has come. */
  get joins(): number[] {
    return this.people.map(({ joined }) => joined.length);
  }

  /** So many lines a second, from one after the other. */
  begin(perSecond: number): void {
    this.#timer = setInterval(() => this.say(), 1_000 / perSecond);
  }

  say(): void {
    const text = `${this.#room} ${this.said.length}`;
    this.people[this.said.length % this.people.length]?.call.chat.send(text);
    this.said.push(text);
  }

  /** Ends the talk, and says what became of it. */
  async end(): Promise<void> {
    clearInterval(this.#timer);
    await until(() => this.people.map((person) => textsOf(person).length), {
      what: `${this.said.length} lines of ${this.#room} everywhere`,
      ok: (counts) => counts.every((count) => count >= this.said.length),
      timeout: 20_000,
      every: 50,
    }).catch(() => {}); // what is missing is told below
    const orders = this.people.map(textsOf);
    for (const texts of orders) {
      const known = new Set(texts);
      const lost = this.said.filter((text) => !known.has(text));
      const phases = this.people.map(({ call }) => call.membership.phase.value);
      assert.deepEqual(lost, [], `lost of ${this.said.length} in ${this.#room}: ${phases}`);
      assert.equal(texts.length, known.size, `doubled in ${this.#room}`);
      assert.deepEqual(texts, orders[0], "one order for all");
    }
    for (const { errors } of this.people) assert.deepEqual(errors, []);
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer);
    for (const person of this.people) person.close();
  }
}

function presentIn({ membership: { online, members } }: Call): number {
  return online.value ? members.value.filter(({ away }) => !away).length : 0;
}

function textsOf({ call }: Connection): string[] {
  return call.chat.lines.value.flatMap((line) => line.kind === "text" ? [line.text] : []);
}
