// Leads the events of this process's own connections to the process in which their room lives.
import type { Result } from "../event_table.ts";
import type { Clock } from "../clock.ts";
import type { Answer, CheckedEvent, EventRouter } from "../gateway/event_router.ts";
import type { ClientConnection } from "../room/connection.ts";
import type { Edge, Edges, Home } from "./edges.ts";
import type { OwnRooms } from "./own_rooms.ts";
import type { Outcome, PendingCalls } from "./pending_calls.ts";
import type { ProcessLinks } from "./process_links.ts";
import { MOVED } from "./remote_connections.ts";
import { LOOK_MS, PAUSE_MS, type RoomClaims, type RoomLocation } from "./room_claims.ts";
import { isOfNoRoom, type NamedRoom, roomNamed } from "./room_named.ts";

/** An answer gets so long to leave before its connection is closed, in milliseconds. */
const PARTING_MS = 100;

export interface ClusterRouterOptions {
  rooms: OwnRooms;
  claims: Pick<RoomClaims, "find" | "knownPlace" | "forget">;
  links: Pick<ProcessLinks, "send">;
  edges: Edges;
  calls: PendingCalls;
  clock: Clock;
}

/** An event whose turn it is. */
interface Asked {
  readonly event: CheckedEvent;
  readonly answer: Answer;
  /** The next event of the connection may follow. */
  readonly done: () => void;
}

/** An event that brings a connection to a room. */
interface Coming extends Asked {
  readonly named: NamedRoom;
  /** Steady time in milliseconds at which it began to look for the room. */
  readonly since: number;
  /** Looks for the room once more. */
  readonly again: () => void;
}

/** Each connection is at one process at a time: whoever comes to another room leaves the one before. */
export class ClusterRouter implements EventRouter {
  readonly #options: ClusterRouterOptions;
  /** Events that went to another process. */
  forwarded = 0;

  constructor(options: ClusterRouterOptions) {
    this.#options = options;
  }

  perform(sender: ClientConnection, event: CheckedEvent, answer: Answer): void {
    const { rooms, edges } = this.#options;
    if (isOfNoRoom(event)) return rooms.perform(sender, event, answer);
    const edge = edges.of(sender);
    const named = roomNamed(event);
    const isTaken = edge.turns.take((done) => {
      if (edge.isGone) done();
      else if (named !== null) this.#come(edge, named, { event, answer, done });
      else this.#go(edge, { event, answer, done });
    });
    if (!isTaken) answer("too-fast");
  }

  disconnected(sender: ClientConnection): void {
    const { edges, rooms } = this.#options;
    const edge = edges.of(sender);
    const isHere = edge.home === "here";
    edges.end(edge);
    if (isHere) rooms.whenCertain(() => rooms.directory.disconnected(sender));
  }

  /** An event of a connection that is where it was. */
  #go({ sender, id, home }: Edge, { event, answer, done }: Asked): void {
    const { rooms } = this.#options;
    if (home === "here") {
      return rooms.whenCertain(() => {
        rooms.perform(sender, event, answer);
        done();
      });
    }
    this.#call({ id, process: home.process, event }, (outcome) => {
      if (outcome.kind === "answered" && outcome.result !== MOVED) {
        answer(outcome.result as Result);
        // Whatever happened between the processes: a page that believes to be inside comes again.
        if (outcome.result === "not-in-room") sender.sink.drop();
        return;
      }
      answer("restarting");
      sender.sink.drop(); // what became of the event nobody knows; the client comes and asks again
    });
    done();
  }

  /** An event that brings a connection to a room, which has to be found first. */
  #come(edge: Edge, named: NamedRoom, asked: Asked): void {
    const { claims, clock } = this.#options;
    const since = clock.steady();
    const until = since + LOOK_MS;
    const done = () => {
      edge.isJoining = false;
      asked.done();
    };
    const look = () => {
      if (edge.isGone) return done();
      const known = claims.knownPlace(named.room);
      const coming = { named, since, again, ...asked, done };
      if (known !== undefined) this.#comeTo(edge, known, coming);
      else void claims.find(named.room, named).then((place) => this.#comeTo(edge, place, coming));
    };
    const again = () => {
      if (clock.steady() < until) clock.setTimeout(look, PAUSE_MS);
      else this.#refuse(edge, { ...asked, done }, "restarting");
    };
    edge.isJoining = asked.event.name === "room:join";
    look();
  }

  #comeTo(
    edge: Edge,
    place: RoomLocation,
    asked: Coming,
  ): void {
    const { rooms, claims, clock } = this.#options;
    if (edge.isGone) return asked.done();
    if (place === "full") return this.#refuse(edge, asked, "server-full");
    if (place === "away") return asked.again();
    if (place !== "here") return this.#ask(edge, place, asked);
    rooms.whenCertain(() => {
      if (claims.knownPlace(asked.named.room) !== "here") return asked.again();
      this.#moveTo(edge, "here");
      rooms.perform(edge.sender, asked.event, asked.answer, clock.steady() - asked.since);
      asked.done();
    });
  }

  #ask(
    edge: Edge,
    { process }: { readonly process: string },
    { named, since, event, answer, done, again }: Coming,
  ): void {
    this.#moveTo(edge, { process });
    const { sender: { address, host }, id } = edge;
    const waited = this.#options.clock.steady() - since;
    this.#call({ id, process, event, waited, who: { address, host } }, (outcome) => {
      if (edge.isGone) return done();
      if (outcome.kind === "answered" && outcome.result !== MOVED) {
        answer(outcome.result as Result);
        return done();
      }
      this.#options.claims.forget({ room: named.room });
      again();
    });
  }

  #refuse({ sender }: Edge, { answer, done }: Asked, why: "server-full" | "restarting"): void {
    answer(why);
    done();
    if (why === "restarting") this.#options.clock.setTimeout(() => sender.sink.drop(), PARTING_MS);
  }

  #call(
    { id, process, event: { name, payload }, ...coming }: {
      id: number;
      process: string;
      event: CheckedEvent;
      waited?: number;
      who?: { address: string; host: string };
    },
    done: (outcome: Outcome) => void,
  ): void {
    const { calls, links } = this.#options;
    const call = calls.begin(process, done);
    if (call === null) return done({ kind: "answered", result: "too-fast" });
    this.forwarded += 1;
    const from = { from: id, call, event: name, payload };
    links.send(process, { kind: "call", ...from, ...coming });
  }

  #moveTo(edge: Edge, home: Home): void {
    const { home: before, sender } = edge;
    if (this.#options.edges.move(edge, home) && before === "here") this.#options.rooms.part(sender);
  }
}
