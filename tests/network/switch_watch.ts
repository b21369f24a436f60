// What people notice while media change their way: pauses of what is played, tiles and voices twice.
import type { ChromiumPerson } from "../browser/harness/chromium.ts";

/** Since the last time it was asked for; times in milliseconds. */
export interface Noticed {
  /** Longest pause of everything that is heard. */
  voice: number;
  /** Longest pause of a picture of somebody else that moved before. */
  picture: number;
  /** Most tiles of one member at once. */
  tiles: number;
  /** Most voices that were heard at once. */
  voices: number;
}

declare global {
  var __noticed: { read(): Noticed } | undefined;
}

/** Begins to look and to listen. */
export async function watchSwitches(people: readonly ChromiumPerson[]): Promise<void> {
  await Promise.all(people.map((person) => person.evaluate(install, null)));
}

/** The worst of all of them; `forget`: nothing of it is told. */
export async function takeNoticed(people: readonly ChromiumPerson[]): Promise<Noticed> {
  const all = await Promise.all(
    people.map((person) => person.evaluate(() => globalThis.__noticed?.read() ?? null, null)),
  );
  const worst = (what: keyof Noticed) =>
    Math.round(Math.max(...all.map((one) => one?.[what] ?? Infinity)));
  return {
    voice: worst("voice"),
    picture: worst("picture"),
    tiles: worst("tiles"),
    voices: worst("voices"),
  };
}

/** Runs in the page. */
function install(): void {
  const LOOK_MS = 20;
  const AT_ONCE_MS = 80;
  const begun = performance.now();
  const now = { voice: begun, heard: new Map<string, { mark: number; at: number }>() };
  const frames = new Map<string, { at: number; longest: number }>();
  const seen = new WeakSet<HTMLVideoElement>();
  let noticed: Noticed = { voice: 0, picture: 0, tiles: 0, voices: 0 };
  const receivers = () =>
    (globalThis.__probe?.connections ?? []).filter(({ pc }) => pc.connectionState !== "closed")
      .flatMap(({ pc }) => pc.getReceivers());
  const listen = (at: number) => {
    const tracks: MediaStreamTrack[] = [...document.querySelectorAll("audio")].filter(({ muted }) =>
      !muted
    )
      .flatMap(({ srcObject }) => (srcObject as MediaStream | null)?.getAudioTracks() ?? []);
    for (const receiver of receivers().filter(({ track }) => tracks.includes(track))) {
      const mark = receiver.getSynchronizationSources()[0]?.rtpTimestamp;
      if (mark === undefined || mark === now.heard.get(receiver.track.id)?.mark) continue;
      now.heard.set(receiver.track.id, { mark, at });
      noticed.voice = Math.max(noticed.voice, at - now.voice);
      now.voice = at;
    }
    const heard = tracks.filter(({ id }) => at - (now.heard.get(id)?.at ?? 0) < AT_ONCE_MS);
    noticed.voices = Math.max(noticed.voices, heard.length);
  };
  const follow = (video: HTMLVideoElement, member: string) => {
    if (seen.has(video)) return;
    seen.add(video);
    const next = () =>
      video.requestVideoFrameCallback((at) => {
        const line = frames.get(member) ?? { at, longest: 0 };
        frames.set(member, { at, longest: Math.max(line.longest, at - line.at) });
        next();
      });
    next();
  };
  setInterval(() => {
    const at = performance.now();
    listen(at);
    const counts = new Map<string, number>();
    for (const tile of document.querySelectorAll<HTMLElement>("main [data-member]:not([hidden])")) {
      const { member = "" } = tile.dataset;
      counts.set(member, (counts.get(member) ?? 0) + 1);
      const video = tile.querySelector("video");
      if (video) follow(video, member);
    }
    noticed.tiles = Math.max(noticed.tiles, ...counts.values());
  }, LOOK_MS);
  globalThis.__noticed = {
    read: () => {
      const at = performance.now();
      const shown = [...document.querySelectorAll<HTMLElement>("main [data-member]:not([hidden])")]
        .map(({ dataset }) => dataset.member ?? "");
      for (const member of frames.keys()) if (!shown.includes(member)) frames.delete(member);
      const pauses = [...frames.values()].map((line) => Math.max(line.longest, at - line.at));
      const told = {
        ...noticed,
        voice: Math.max(noticed.voice, at - now.voice),
        picture: Math.max(0, ...pauses),
      };
      noticed = { voice: 0, picture: 0, tiles: 0, voices: 0 };
      for (const line of frames.values()) line.longest = 0;
      return told;
    },
  };
}
