// The rooms in which one was lately, newest first, and a way to forget them.
import { Component, createRef } from "preact";
import { forgetRecent, isHostSomewhere, type Recent, recentRooms } from "@/call/recent_rooms.ts";
import { readableRoom } from "@/protocol/titles.ts";
import { clock, dayLabel, sameDay } from "@/i18n/format.ts";
import type { Locale } from "@/i18n/locales.ts";
import { keptHere } from "./stored_data.ts";
import { Icon } from "../base/Icon.tsx";

export interface RecentListProps {
  locale: Locale;
  /** The list was cleared: the focus needs another place. */
  onEmpty(): void;
  /** Given ready: so this page needs no catalogue. */
  texts: { title: string; clear: string; warning: string; sure: string; cancel: string };
}

interface State {
  rooms: Recent[];
  /** A host is asked once more: nobody can give a forgotten host's key back. */
  asking: boolean;
}

/** A class, because hooks and signals weigh more than all the rest of this page's JavaScript. */
export class RecentList extends Component<RecentListProps, State> {
  override state: State = { rooms: recentRooms(keptHere()), asking: false };
  #cancel = createRef<HTMLButtonElement>();
  #clearing = createRef<HTMLButtonElement>();

  /** A second press in haste, by mouse or key, takes nothing away. */
  override componentDidUpdate(_props: RecentListProps, before: State): void {
    const { asking, rooms } = this.state;
    if (rooms.length === 0 && before.rooms.length > 0) this.props.onEmpty();
    else if (asking !== before.asking) (asking ? this.#cancel : this.#clearing).current?.focus();
  }

  render({ locale, texts }: RecentListProps) {
    const { rooms, asking } = this.state;
    if (rooms.length === 0) return null;
    return (
      <section class="recent" aria-labelledby="recent-title">
        <h2 id="recent-title">{texts.title}</h2>
        <ul>
          {rooms.map(({ room, at, fragment = "" }) => (
            <li key={room}>
              <a class="recent-room" href={`/r/${encodeURIComponent(room)}${fragment}`}>
                <bdi class="truncate">{readableRoom(room)}</bdi>
                <time class="muted" dateTime={new Date(at).toISOString()}>{when(at, locale)}</time>
              </a>
            </li>
          ))}
        </ul>
        {asking && <p role="alert">{texts.warning}</p>}
        {asking && (
          <button
            key="cancel"
            ref={this.#cancel}
            type="button"
            class="btn quiet"
            onClick={() => this.setState({ asking: false })}
          >
            {texts.cancel}
          </button>
        )}
        <button
          key={asking ? "sure" : "clear"}
          ref={this.#clearing}
          type="button"
          class="btn quiet"
          onClick={() => this.#clear()}
        >
          <Icon name="trash-2" /> {asking ? texts.sure : texts.clear}
        </button>
      </section>
    );
  }

  #clear(): void {
    const store = keptHere();
    if (!this.state.asking && isHostSomewhere(store)) return this.setState({ asking: true });
    forgetRecent(store);
    this.setState({ rooms: [], asking: false });
  }
}

function when(at: number, locale: Locale): string {
  const now = Date.now();
  return sameDay(at, now) ? clock(at, locale) : dayLabel(at, now, locale);
}
