// How long pictures and voices of others stand still: the longest pause between two packets played.
import type { ChromiumPerson } from "./chromium.ts";

/** Longest pauses of one page since they were last asked for, in milliseconds. */
export interface Pauses {
  /** Between decoded frames. */
  video: number;
  /** Between packets of sound. */
  audio: number;
}

declare global {
  var __pauses: { read(): Pauses } | undefined;
}

/** Begins to listen to all lines of this page that carry something now. */
export async function watchPauses(people: readonly ChromiumPerson[]): Promise<void> {
  await Promise.all(people.map((person) => person.evaluate(install, null)));
}

/** The longest pauses of all of them since the last time, each of them to its own end. */
export async function takePauses(people: readonly ChromiumPerson[]): Promise<Pauses> {
  const all = await Promise.all(
    people.map((person) => person.evaluate(() => globalThis.__pauses?.read() ?? null, null)),
  );
  const worst = (kind: keyof Pauses) =>
    Math.round(Math.max(...all.map((pauses) => pauses?.[kind] ?? Infinity)));
  return { video: worst("video"), audio: worst("audio") };
}

/**
 * Runs in the page. Whatever never came is no pause; what stops for good is one that grows. The
 * lines of a connection's successor go on where its own ended.
 */
function install(): void {
  const LOOK_MS = 20;
  interface PausedMedia {
    kind: keyof Pauses;
    mark: string;
    at: number;
    longest: number;
  }
  const lines = new Map<string, PausedMedia>();
  const whose = ({ remoteDescription }: RTCPeerConnection) =>
    /a=fingerprint:\S+ (\S+)/.exec(remoteDescription?.sdp ?? "")?.[1] ?? "";
  const look = () => {
    const now = performance.now();
    for (const { pc } of globalThis.__probe?.connections ?? []) {
      if (pc.connectionState === "closed") continue;
      const other = whose(pc);
      for (const [index, receiver] of pc.getReceivers().entries()) {
        const [source] = receiver.getSynchronizationSources();
        if (source === undefined) continue;
        const kind = receiver.track.kind === "audio" ? "audio" : "video";
        const name = `${other} ${index}`;
        const line = lines.get(name) ?? { kind, mark: "", at: now, longest: 0 };
        lines.set(name, line);
        const mark = `${source.source} ${source.rtpTimestamp}`;
        if (mark === line.mark) continue;
        line.longest = Math.max(line.longest, now - line.at);
        line.mark = mark;
        line.at = now;
      }
    }
  };
  setInterval(look, LOOK_MS);
  globalThis.__pauses = {
    read: () => {
      const now = performance.now();
      const worst = { video: 0, audio: 0 };
      for (const line of lines.values()) {
        worst[line.kind] = Math.max(worst[line.kind], line.longest, now - line.at);
        line.longest = 0;
      }
      return worst;
    },
  };
}
