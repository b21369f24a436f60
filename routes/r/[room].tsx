// A room: its lobby and its call, one page, so that joining loads nothing.
import { HttpError, page } from "fresh";
import { Head } from "fresh/runtime";
import { PageHeader } from "@/components/page_layout/PageFrame.tsx";
import SidePanel from "@/islands/call/SidePanel.tsx";
import Controls from "@/islands/call/Controls.tsx";
import Lobby from "@/islands/call/Lobby.tsx";
import VideoGrid from "@/islands/call/VideoGrid.tsx";
import { roomName } from "@/protocol/names.ts";
import { readRoomPath } from "@/protocol/link_parts.ts";
import { readableRoom } from "@/protocol/titles.ts";
import { define } from "@/utils.ts";

export const handler = define.handlers({
  GET(ctx) {
    const asked = ctx.params.room ?? "";
    const link = readRoomPath(asked);
    // Somebody encoded the "#": the page puts the address right, and nobody is sent on with a key.
    if (link !== null && link.fragment !== "") return page({ room: link.room });
    const room = roomName(asked);
    if (room === null) throw new HttpError(400);
    // Whoever wrote "?" for the "#" has sent a secret along, which is the page's to put right.
    if (room !== asked) return ctx.redirect(`/r/${encodeURIComponent(room)}${ctx.url.search}`, 308);
    return page({ room });
  },
});

export default define.page<typeof handler>(function Room({ data: { room }, state, url }) {
  const { locale, t, theme } = state;
  const here = new URL(`/r/${encodeURIComponent(room)}${url.search}`, url);
  return (
    <>
      <Head>
        <title>{t("title.room", { room: readableRoom(room) })}</title>
      </Head>
      <PageHeader t={t} theme={theme} here={here} />
      <noscript>
        <p class="problem warn">{t("noscript.call")}</p>
      </noscript>
      <Lobby room={room} locale={locale} suggested={state.host?.name ?? null} />
      <div class="call">
        <VideoGrid room={room} locale={locale} />
        <Controls locale={locale} />
        <SidePanel locale={locale} />
      </div>
    </>
  );
});
