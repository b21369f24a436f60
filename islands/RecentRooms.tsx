// What makes home live: the rooms in which one was lately, and the form for a name or a link.
import { Component, h } from "preact";
import type { RecentListProps } from "@/components/home/RecentList.tsx";
import type { HomeLater } from "@/hooks/home_page.ts";
import { focusForm, takeOverForm } from "@/hooks/room_form.ts";

const load = (): Promise<HomeLater> => import("@/hooks/home_page.ts");

type Props = Omit<RecentListProps, "onEmpty">;

/** Itself only a shell: what it shows comes in one file with what reads a pasted link. */
export default class RecentRooms extends Component<Props, { later: HomeLater | null }> {
  override state: { later: HomeLater | null } = { later: null };

  override componentDidMount(): void {
    takeOverForm(load);
    load().then((later) => this.setState({ later }), () => {}); // without a network it stays away
  }

  render({ locale, texts }: Props) {
    const { later } = this.state;
    if (later === null) return null;
    return h(later.RecentList, { locale, texts, onEmpty: focusForm });
  }
}
