// Over which of two backends each member is shown: what the other one reports is kept for later.
import type { MemberEvent, MemberReports, TransportEvents } from "../transport.ts";

type Reports = Map<string, MemberReports>;
type MemberEvents = Pick<TransportEvents, MemberEvent | "onGone">;

export interface ShownMembersOptions {
  events: Pick<TransportEvents, MemberEvent>;
  /** What the mesh has reported of each member until now. */
  direct: Reports;
  /** Whether members may move to the SFU now. */
  mayMove(): boolean;
  /** Others than before are shown over the SFU. */
  onMoved(): void;
}

/** Members are shown over the mesh, and over the SFU while they are connected there. */
export class ShownMembers {
  readonly #options: ShownMembersOptions;
  readonly #direct: Reports;
  /** Another map for each SFU: what an earlier one reports is not heard any more. */
  #forwarded: Reports = new Map();
  readonly #moved = new Set<string>();

  constructor(options: ShownMembersOptions) {
    this.#options = options;
    this.#direct = options.direct;
  }

  /** Members who are shown over the SFU. */
  get moved(): ReadonlySet<string> {
    return this.#moved;
  }

  /** Takes what the mesh reports; whether it is not to be told now. */
  holds<E extends MemberEvent>(event: E, id: string, value: MemberReports[E]): boolean {
    this.#direct.set(id, { ...this.#direct.get(id), [event]: value });
    return this.#moved.has(id);
  }

  /** The mesh has no connection to the member any more. */
  gone(id: string): void {
    this.#direct.delete(id);
    this.#moved.delete(id);
  }

  /** Where the backend of a new SFU reports. */
  forwarded(): MemberEvents {
    const reports: Reports = this.#forwarded = new Map();
    const note = <E extends MemberEvent>(event: E) => (id: string, value: never) => {
      reports.set(id, { ...reports.get(id), [event]: value });
      if (reports !== this.#forwarded || (event === "onState" && this.#move(id))) return;
      if (this.#moved.has(id)) this.#options.events[event](id, value);
    };
    const onGone = (id: string) => {
      if (!reports.delete(id) || reports !== this.#forwarded) return;
      this.giveBack(id);
      this.#options.onMoved();
    };
    return {
      onTracks: note("onTracks"),
      onState: note("onState"),
      onQuality: note("onQuality"),
      onGone,
    };
  }

  /** Whoever is connected at the SFU and may be shown over it is. */
  review(): void {
    for (const id of this.#forwarded.keys()) this.#move(id);
  }

  /** Shows a member over the mesh again. */
  giveBack(id: string): void {
    if (this.#moved.delete(id)) this.#repeat(id, this.#direct);
  }

  /** There is no SFU any more. */
  giveAllBack(): void {
    this.#forwarded = new Map();
    for (const id of [...this.#moved]) this.giveBack(id);
  }

  /** Whether the SFU has just gained or lost the member, by the state that it reported last. */
  #move(id: string): boolean {
    const direct = this.#direct.get(id)?.onState ?? "refused"; // whom the mesh does not know is gone
    const isUp = direct !== "refused" && this.#forwarded.get(id)?.onState === "connected";
    if (isUp === this.#moved.has(id) || (isUp && !this.#options.mayMove())) return false;
    if (isUp) this.#moved.add(id);
    else this.#moved.delete(id);
    this.#repeat(id, isUp ? this.#forwarded : this.#direct);
    this.#options.onMoved();
    return true;
  }

  /** Reports again what the backend over which a member is shown has reported of them. */
  #repeat(id: string, reports: Reports): void {
    const { events } = this.#options;
    const { onTracks, onState, onQuality = "good" } = reports.get(id) ?? {};
    if (onTracks) events.onTracks(id, onTracks);
    if (onState) events.onState(id, onState);
    if (this.#direct.has(id)) events.onQuality(id, onQuality);
  }
}
