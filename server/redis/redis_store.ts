// The signaling's shared store in Redis or Valkey.
import type {
  Claim,
  CopiedRecord,
  HeldRoom,
  Renewal,
  SharedRecord,
  SharedStore,
  StoreListener,
  Written,
} from "../../signaling/mod.ts";
import type { RedisClient } from "./redis_client.ts";
import {
  accessKey,
  BORN_KEY,
  CALL_MS,
  callKey,
  channelOf,
  CLAIM,
  DECIDED_KEY,
  DELETE_CALL,
  FLOOR_KEY,
  leaseKey,
  OWNER_MS,
  ownerKey,
  RELEASE,
  RENEW,
  RESTORE,
  RESTORING_KEY,
  RESTORING_MS,
  SETTLE_MS,
  UNDECIDED_MS,
  VERIFY,
  WRITE_ACCESS,
  WRITE_CALL,
} from "./scripts.ts";

/** Redis behind the interface of signaling/cluster/shared_store.ts. */
export class RedisStore implements SharedStore {
  readonly process: string;
  readonly #client: RedisClient;
  readonly #onProblem: (reason: string) => void;

  /** `process` names this process, and no other one ever. */
  constructor(
    client: RedisClient,
    { process, onProblem }: { process: string; onProblem: (reason: string) => void },
  ) {
    this.#client = client;
    this.process = process;
    this.#onProblem = onProblem;
  }

  get isUp(): boolean {
    return this.#client.isUp;
  }

  listen({ onMessage, onUp, onDown }: StoreListener): void {
    const onProblem = this.#onProblem;
    void this.#client.open(channelOf(this.process), { onMessage, onUp, onDown, onProblem })
      .catch((error) => onProblem(String(error)));
  }

  async renew(ttlMs: number): Promise<Renewal | null> {
    const keys = [leaseKey(this.process), DECIDED_KEY, BORN_KEY];
    const answer = await this.#client.run(RENEW, { keys, args: [String(ttlMs)] });
    if (!Array.isArray(answer)) return null;
    const [held, now = 0, decided = 0, born = 0] = answer.map(Number);
    return { held: held === 1, now, decided, born };
  }

  async claim(room: string, { isOwned }: { isOwned: boolean }): Promise<Claim | null> {
    const own = [ownerKey(room), leaseKey(this.process), accessKey(room), callKey(room)];
    const times = [OWNER_MS, SETTLE_MS].map(String);
    const answer = await this.#client.run(CLAIM, {
      keys: [...own, FLOOR_KEY, BORN_KEY, RESTORING_KEY],
      args: [this.process, leaseKey(""), ...times, isOwned ? "1" : "0"],
    });
    if (!Array.isArray(answer)) return null;
    const [process = "", epoch, access, call, floor] = answer.map(String);
    if (process === "") return { kind: "no-lease" };
    if (process === "?") return { kind: "unsettled" };
    if (process !== this.process) return { kind: "other", process };
    return {
      kind: "mine",
      epoch: Number(epoch),
      access: access || null,
      call: call || null,
      floor: Number(floor),
    };
  }

  async verify(rooms: readonly HeldRoom[]): Promise<string[] | null> {
    if (rooms.length === 0) return [];
    const answer = await this.#client.run(VERIFY, {
      keys: rooms.map(({ room }) => ownerKey(room)),
      args: [this.process, String(OWNER_MS), ...rooms.map(({ epoch }) => String(epoch))],
    });
    if (!Array.isArray(answer)) return null;
    return rooms.filter((_, at) => Number(answer[at]) !== 1).map(({ room }) => room);
  }

  async release(rooms: readonly string[]): Promise<void> {
    if (rooms.length === 0) return;
    await this.#client.run(RELEASE, { keys: rooms.map(ownerKey), args: [this.process] });
  }

  async resign(): Promise<void> {
    await this.#client.delete(leaseKey(this.process));
  }

  async restore(records: readonly CopiedRecord[]): Promise<boolean> {
    const keys = [DECIDED_KEY, RESTORING_KEY, ...records.map(({ room }) => accessKey(room))];
    const given = records.flatMap(({ room, turn, text }) => [room, String(turn), text]);
    const args = [String(RESTORING_MS), ...given];
    return Number(await this.#client.run(RESTORE, { keys, args })) === 1;
  }

  async write(record: SharedRecord): Promise<Written> {
    const answer = await this.#client.run(...this.#writing(record));
    if (answer === null) return null;
    return Number(answer) === 1 ? "saved" : "not-owner";
  }

  publish(process: string, text: string): Promise<number | null> {
    return this.#client.publish(channelOf(process), text);
  }

  close(): Promise<void> {
    this.#client.close();
    return Promise.resolve();
  }

  #writing(
    record: SharedRecord,
  ): [script: string, { keys: readonly string[]; args: readonly string[] }] {
    const { room } = record;
    const [owner, call, own] = [ownerKey(room), callKey(room), this.process];
    switch (record.kind) {
      case "access": {
        const ttl = record.decided ? "" : String(UNDECIDED_MS);
        const keys = [owner, accessKey(room), DECIDED_KEY];
        return [WRITE_ACCESS, { keys, args: [own, record.text, room, ttl] }];
      }
      case "call":
        return [WRITE_CALL, { keys: [owner, call], args: [own, record.text, String(CALL_MS)] }];
      case "no-call": {
        const keys = [owner, call, FLOOR_KEY];
        return [DELETE_CALL, { keys, args: [own, String(record.floor)] }];
      }
    }
  }
}
