// The way from each page to each other one, out of what all of them report. Pure.
import type { PageReport, PathReport } from "../transport/path_report.ts";

/** 0: nothing is wrong; 1: it is felt; 2: it fails. */
export type Grade = 0 | 1 | 2;

/** One direction between two pages. */
export interface Edge {
  readonly from: string;
  readonly to: string;
  readonly grade: Grade;
  /** Packets are lost, or there is hardly room for any: no busy computer explains that. */
  readonly lossy: boolean;
  readonly relay: boolean;
}

/** What each page has reported, this one's own report included. */
export type Reports = ReadonlyMap<string, PageReport>;

/** Share of packets. */
const LOSS = { fair: 0.04, poor: 0.12 };
const JITTER_MS = { fair: 40, poor: 120 };
const RISE_MS = { fair: 150, poor: 500 };
const TRIP_MS = { fair: 350, poor: 800 };

/** Each direction of which anything is known. */
export function edgesOf(reports: Reports): readonly Edge[] {
  const paths = new Map(
    [...reports].flatMap(([at, { paths }]) =>
      paths.filter(({ id }) => id !== at).map((path) => [`${at} ${path.id}`, path] as const)
    ),
  );
  const ids = new Set([...paths.values()].map(({ id }) => id));
  for (const at of reports.keys()) ids.add(at);
  const between = (at: string, id: string) => paths.get(`${at} ${id}`) ?? null;
  const all = [...ids].toSorted();
  return all.flatMap((from) =>
    all.filter((to) => to !== from).flatMap((to) => {
      const [there, back] = [between(to, from), between(from, to)];
      const edge = edgeOf({ from, to }, { there, back });
      return edge === null ? [] : [edge];
    })
  );
}

/** How bad a delay on the way to the server is. */
export function serverGrade(rise: number | null): Grade | null {
  return rise === null ? null : grade(rise, RISE_MS);
}

/** `there`: as the end sees it that the packets go to; `back`: as the other one does. */
function edgeOf(
  ends: Pick<Edge, "from" | "to">,
  { there, back }: { there: PathReport | null; back: PathReport | null },
): Edge | null {
  const seen = oneWay({ there, back });
  const delays = [there, back].flatMap((path) => path?.trip ?? []);
  if (seen.loss === null && seen.jitter === null && delays.length === 0) return null;
  const loss = Math.max(grade(seen.loss ?? 0, LOSS), seen.narrow ? 1 : 0);
  const own = Math.max(loss, grade(seen.jitter ?? 0, JITTER_MS));
  // A delay is one of both directions: where one of them is to blame anyway, it is that one's.
  const opposite = oneWay({ there: back, back: there });
  const isOthers = opposite.narrow || grade(opposite.loss ?? 0, LOSS) > 0 ||
    grade(opposite.jitter ?? 0, JITTER_MS) > 0;
  const delay = own > 0 || isOthers ? 0 : delayOf(there, back);
  return {
    ...ends,
    grade: Math.max(own, delay) as Grade,
    lossy: loss > 0,
    relay: there?.relay === true || back?.relay === true,
  };
}

function oneWay({ there, back }: { there: PathReport | null; back: PathReport | null }) {
  return {
    loss: there?.loss ?? back?.missed ?? null,
    jitter: there?.jitter ?? null,
    narrow: back?.narrow === true,
  };
}

function delayOf(...paths: readonly (PathReport | null)[]): Grade {
  const worst = (of: (path: PathReport) => number | null) =>
    Math.max(0, ...paths.flatMap((path) => path === null ? [] : of(path) ?? []));
  return Math.max(
    grade(worst(({ rise }) => rise), RISE_MS),
    grade(worst(({ trip }) => trip), TRIP_MS),
  ) as Grade;
}

function grade(value: number, { fair, poor }: { fair: number; poor: number }): Grade {
  return value >= poor ? 2 : value >= fair ? 1 : 0;
}
