// What makes home live: the rooms in which one was lately, and the form for a name or a link.
import { Component, h } from "preact";
import type { RecentListProps } from "@/components/home/RecentList.tsx";
import type { HomeLater } from "@/hooks/home_page.ts";
import { focusForm, takeOverForm } from "@/hooks/room_form.ts";

const load = (): Promise<HomeLater> => import("@/hooks/home_page.ts");

type Props = Omit<RecentListProps, "onEmpty"> & {
  /** What is said of a recording that broke off, and of the way to it. */
  recordings: { unfinished: string; open: string };
};

interface State {
  later: HomeLater | null;
  unfinished: boolean;
}

/** Itself only a shell: what it shows comes in one file with what reads a pasted link. */
export default class RecentRooms extends Component<Props, State> {
  override state: State = { later: null, unfinished: false };

  override componentDidMount(): void {
    takeOverForm(load);
    load().then(async (later) => {
      this.setState({ later });
      this.setState({ unfinished: await later.hasUnfinishedRecordings() });
    }).catch(() => {}); // without a network it stays away
  }

  render({ locale, texts, recordings }: Props) {
    const { later, unfinished } = this.state;
    if (later === null) return null;
    const link = unfinished &&
      h(
        "p",
        { role: "status" },
        recordings.unfinished,
        " ",
        h("a", { href: "/recordings" }, recordings.open),
      );
    return [link, h(later.RecentList, { locale, texts, onEmpty: focusForm })];
  }
}
