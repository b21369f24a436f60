// What the connection with one person is like, for whoever wants to know; it counts on while it is open.
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { type ConnectionDetails, connectionDetailsOf } from "@/call/transport/monitor/mod.ts";
import type { T } from "@/i18n/messages.ts";

/** Between two reports, in milliseconds. */
const PERIOD_MS = 2_000;

type Direction = ConnectionDetails["up"];

interface Props {
  /** What the browser counts of the connection now; null where there is none. */
  report(): Promise<RTCStatsReport> | null;
  t: T;
}

/** Asks for as long as it is rendered. */
export function ConnectionFacts({ report, t }: Props) {
  const details = useSignal<ConnectionDetails | null>(null);
  useEffect(() => {
    let before: RTCStatsReport | null = null;
    const look = async () => {
      const now = await report()?.catch(() => null) ?? null; // closed meanwhile
      details.value = now === null ? null : connectionDetailsOf(before, now);
      before = now;
    };
    void look();
    const timer = setInterval(() => void look(), PERIOD_MS);
    return () => clearInterval(timer);
  }, []);
  return <FactList details={details.value} t={t} />;
}

/** The facts themselves. */
export function FactList({ details, t }: { details: ConnectionDetails | null; t: T }) {
  if (details === null) return <p class="hint">{t("test.path.none")}</p>;
  const { roundTrip, path, protocol, up, down } = details;
  const said = [
    path === null ? null : `${t(`test.path.${path}`)}, ${protocol?.toUpperCase() ?? ""}`,
    roundTrip === null ? null : t("test.delay", { ms: roundTrip }),
    told("details.up", up, t),
    told("details.down", down, t),
  ];
  return (
    <ul class="hint">
      {said.filter((line) => line !== null).map((line) => <li key={line}>{line}</li>)}
    </ul>
  );
}

/** "Sent: 640 kbit/s, 0.5 % lost, Opus, VP8, 640 × 360, 30 frames/s". */
function told(key: "details.up" | "details.down", direction: Direction, t: T): string {
  const { kbits, loss, codecs, picture } = direction;
  const number = (value: number, digits: number) =>
    value.toLocaleString(t.locale, { maximumFractionDigits: digits });
  const lost = loss === null ? "–" : number(100 * loss, 1);
  const size = picture && `${picture.width} × ${picture.height}`;
  return [
    t(key, { rate: number(kbits, 0), loss: lost }),
    ...codecs,
    ...(picture && size ? [size, t("details.fps", { fps: picture.fps })] : []),
  ].join(", ");
}
