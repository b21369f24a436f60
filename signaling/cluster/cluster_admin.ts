// The HTTP API's way to rooms, wherever they live.
import type { Clock } from "../clock.ts";
import type { Remote, RoomAdmin, RoomAdminApi } from "../room_admin.ts";
import type { Message } from "./messages.ts";
import type { OwnRooms } from "./own_rooms.ts";
import type { Outcome, PendingCalls } from "./pending_calls.ts";
import type { ProcessLinks } from "./process_links.ts";
import { MOVED } from "./remote_connections.ts";
import { LOOK_MS, PAUSE_MS, type RoomClaims, type RoomLocation } from "./room_claims.ts";

/** Processes that are asked one after the other, while the room moves. */
const MAX_TRIES = 30;

type Question = Extract<Message, { kind: "admin" }>;
type Operation = Question["operation"];

export interface ClusterAdminOptions {
  admin: RoomAdmin;
  rooms: OwnRooms;
  claims: Pick<RoomClaims, "find" | "forget">;
  links: Pick<ProcessLinks, "send">;
  calls: PendingCalls;
  clock: Clock;
}

/** Asks the process in which the room lives; "starting" when nobody can tell which it is. */
export class ClusterAdmin implements RoomAdminApi {
  readonly #options: ClusterAdminOptions;

  constructor(options: ClusterAdminOptions) {
    this.#options = options;
  }

  make(...[options]: Parameters<RoomAdmin["make"]>): ReturnType<RoomAdmin["make"]> {
    const mayKeep = async (room: string) => await this.#locate(room) === "here";
    return this.#options.admin.make({ ...options, mayKeep });
  }

  read(...args: Parameters<RoomAdmin["read"]>): Remote<ReturnType<RoomAdmin["read"]>> {
    return this.#ask("read", args) as ReturnType<ClusterAdmin["read"]>;
  }

  end(...args: Parameters<RoomAdmin["end"]>): Remote<ReturnType<RoomAdmin["end"]>> {
    return this.#ask("end", args) as ReturnType<ClusterAdmin["end"]>;
  }

  invite(...args: Parameters<RoomAdmin["invite"]>): Remote<ReturnType<RoomAdmin["invite"]>> {
    return this.#ask("invite", args) as ReturnType<ClusterAdmin["invite"]>;
  }

  invitations(
    ...args: Parameters<RoomAdmin["invitations"]>
  ): Remote<ReturnType<RoomAdmin["invitations"]>> {
    return this.#ask("invitations", args) as ReturnType<ClusterAdmin["invitations"]>;
  }

  revoke(...args: Parameters<RoomAdmin["revoke"]>): Remote<ReturnType<RoomAdmin["revoke"]>> {
    return this.#ask("revoke", args) as ReturnType<ClusterAdmin["revoke"]>;
  }

  people(...args: Parameters<RoomAdmin["people"]>): Remote<ReturnType<RoomAdmin["people"]>> {
    return this.#ask("people", args) as ReturnType<ClusterAdmin["people"]>;
  }

  remove(...args: Parameters<RoomAdmin["remove"]>): Remote<ReturnType<RoomAdmin["remove"]>> {
    return this.#ask("remove", args) as ReturnType<ClusterAdmin["remove"]>;
  }

  rules(...args: Parameters<RoomAdmin["rules"]>): Remote<ReturnType<RoomAdmin["rules"]>> {
    return this.#ask("rules", args) as ReturnType<ClusterAdmin["rules"]>;
  }

  /** Another process asks about a room that lives here, as far as it knows. */
  async answer(process: string, { call, operation, args }: Question): Promise<void> {
    const { claims, links } = this.#options;
    const place = await claims.find(String(args[0]));
    const result = place === "here" ? await this.#here(operation, args) : MOVED;
    links.send(process, { kind: "answer", call, result });
  }

  async #ask(operation: Operation, args: unknown[]): Promise<unknown> {
    const room = String(args[0]);
    for (let tries = 0; tries < MAX_TRIES; tries++) {
      const location = await this.#locate(room);
      if (location === "here") return await this.#here(operation, args);
      if (typeof location === "string") break;
      const outcome = await this.#there(location.process, { operation, args });
      if (outcome.kind === "answered" && outcome.result !== MOVED) return outcome.result;
      this.#options.claims.forget({ room });
      await this.#pause();
    }
    return "starting";
  }

  /** Asks again for a while: the room's owner may be dying, or the store starting. */
  async #locate(room: string): Promise<RoomLocation> {
    const { claims, clock } = this.#options;
    const until = clock.steady() + LOOK_MS;
    let location = await claims.find(room);
    while (location === "away" && clock.steady() < until) {
      await this.#pause();
      location = await claims.find(room);
    }
    return location;
  }

  #pause(): Promise<void> {
    const { clock } = this.#options;
    return new Promise((resolve) => clock.setTimeout(resolve, PAUSE_MS));
  }

  #here(operation: Operation, args: unknown[]): Promise<unknown> {
    const { admin, rooms } = this.#options;
    const run = admin[operation].bind(admin) as (...args: unknown[]) => unknown;
    return new Promise((resolve) => rooms.whenCertain(() => resolve(run(...args))));
  }

  #there(
    process: string,
    question: Pick<Question, "operation" | "args">,
  ): Promise<Outcome> {
    const { calls, links } = this.#options;
    return new Promise((resolve) => {
      const call = calls.begin(process, resolve);
      if (call === null) resolve({ kind: "silent" });
      else links.send(process, { kind: "admin", call, ...question });
    });
  }
}
