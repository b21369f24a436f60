// Home: make a new room, or go to one by its name or link. Plain forms, which need no JavaScript.
import { HttpError, page } from "fresh";
import { Head } from "fresh/runtime";
import { Icon, type IconName } from "@/components/base/Icon.tsx";
import { PageFrame } from "@/components/page_layout/PageFrame.tsx";
import RecentRooms from "@/islands/RecentRooms.tsx";
import type { T } from "@/i18n/messages.ts";
import { newRoomName, ROOM_NAME_BYTES } from "@/i18n/room_words.ts";
import { MAX_ROOM } from "@/protocol/limits.ts";
import { NO_SECRET, readRoomLink, roomPath } from "@/protocol/room_link.ts";
import { newKey, suffixOf } from "@/signaling/mod.ts";
import { define, type State } from "@/utils.ts";
import { Faces } from "./(_parts)/HomePicture.tsx";
import { clientKey } from "./(_parts)/request_state.ts";
import { NewRoom } from "./(_parts)/NewRoom.tsx";
import { outsideHosts } from "./(_parts)/outside_hosts.ts";
import { roomProblem } from "./(_parts)/room_problem.ts";

export const handler = define.handlers({
  /** `/?room=…` goes to that room, or says what is wrong with what was typed. */
  GET(ctx) {
    const typed = ctx.url.searchParams.get("room");
    if (typed === null) return page({ typed: "", problem: null });
    const link = readRoomLink(typed);
    if (link !== null) return ctx.redirect(roomPath(link), 303);
    return page({ typed, problem: roomProblem(typed) }, { status: 400 });
  },
  /**
   * The button for a new room. Its name is made of the key that makes one its host, so nothing is
   * stored; the key stands in the fragment, which no browser ever sends, and stays in this one.
   */
  async POST(ctx) {
    const random = crypto.getRandomValues(new Uint8Array(ROOM_NAME_BYTES));
    const nameOf = (suffix: string) => newRoomName(random, suffix);
    const made = await newRoom(ctx.state, { nameOf, by: clientKey(ctx) });
    // Not to /signin: a form of ours may lead nowhere else (CSP), not even by way of ourselves.
    if (made === null) return ctx.redirect("/", 303);
    return ctx.redirect(`/r/${made.room}#host=${made.key}`, 303);
  },
});

/** Null for who has to sign in first. Only then is it noted that the room was made here. */
async function newRoom(
  { signIn, host, roomAdmin }: State,
  { nameOf, by }: { nameOf: (suffix: string) => string; by: string },
): Promise<{ room: string; key: string } | null> {
  if (signIn === null) {
    const key = newKey();
    return { room: nameOf(suffixOf(key)), key };
  }
  if (host === null) return null;
  const made = await roomAdmin()?.make({ nameOf, by, managed: false });
  if (made === undefined) throw new HttpError(503);
  if (made === "too-fast") throw new HttpError(429);
  if (made === "server-full") throw new HttpError(507);
  return made;
}

export default define.page<typeof handler>(function Home({ data, state, url }) {
  const { t, theme } = state;
  const { typed, problem } = data;
  const error = problem && t(`home.error.${problem}`, { n: MAX_ROOM });
  return (
    <PageFrame t={t} theme={theme} here={url} class="home">
      <Head>
        <title>{t("title.home")}</title>
      </Head>
      <div class="home-start">
        <h1>{t("home.h1")}</h1>
        <p class="lead">{t("home.sub")}</p>
        <NewRoom closed={state.signIn !== null} host={state.host} t={t} />
        <p class="home-or">{t("home.or")}</p>
        <RoomForm typed={typed} error={error} t={t} />
        <p class="home-test">
          <a class="btn quiet" href="/test">
            <Icon name="volume-2" /> {t("home.test")}
          </a>
          <span class="hint">{t("home.test.help")}</span>
        </p>
        <RecentRooms
          locale={state.locale}
          recordings={{ unfinished: t("rec.unfinished"), open: t("rec.open") }}
          texts={{
            title: t("home.recent"),
            clear: t("home.clear"),
            warning: t("home.clear.warning"),
            sure: t("home.clear.sure"),
            cancel: t("action.cancel"),
          }}
        />
      </div>
      <Faces />
      <Facts outside={outsideHosts(state.config, url.hostname)} t={t} />
    </PageFrame>
  );
});

/** The field for the name of a room that exists or shall. */
function RoomForm({ typed, error, t }: { typed: string; error: string | null; t: T }) {
  return (
    <form method="get" action="/" id="room-form">
      <div class="field">
        <label class="label" for="room">{t("home.room")}</label>
        {error !== null && (
          <p class="field-error" id="room-error" role="alert">
            <Icon name="triangle-alert" /> {error}
          </p>
        )}
        <div class="field-row">
          <input
            class="input big"
            id="room"
            name="room"
            value={typed}
            placeholder={t("home.room.example")}
            autocomplete="off"
            autocapitalize="none"
            spellcheck={false}
            enterkeyhint="go"
            pattern={NO_SECRET}
            title={t("home.room.noSecret")}
            aria-invalid={error === null ? undefined : "true"}
            aria-describedby={error === null ? undefined : "room-error"}
            autofocus={error !== null}
          />
          <button type="submit" class="btn big">{t("home.join")}</button>
        </div>
      </div>
    </form>
  );
}

const FACTS = [["direct", "link"], ["open", "users"], ["own", "check"]] as const satisfies [
  string,
  IconName,
][];

/** What is said of outside services is what this server is set up to use. */
function Facts({ outside, t }: { outside: readonly string[]; t: T }) {
  return (
    <ul class="facts">
      {FACTS.map(([fact, icon]) => (
        <li key={fact}>
          <Icon name={icon} />
          <h2>{t(`home.fact.${fact}`)}</h2>
          {fact === "own" && outside.length > 0
            ? <p title={outside.join(", ")}>{t("home.fact.own.outside")}</p>
            : <p>{t(`home.fact.${fact}.help`)}</p>}
        </li>
      ))}
    </ul>
  );
}
