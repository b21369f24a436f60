// What home fetches after it is seen: the rooms one was in, and what reads links that carry a key.
// One file: each further one would cut what rooms share with it into more and smaller pieces.
export { RecentList } from "@/components/home/RecentList.tsx";
export { hasUnfinishedRecordings } from "./unfinished_recordings.ts";
export { whereTo } from "./typed_room.ts";

/** Type of all of it, for whoever imports it when it is needed. */
export type HomeLater = typeof import("./home_page.ts");
