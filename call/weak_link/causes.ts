// Names what makes a call poor: whose uplink, downlink or computer, a TURN server, the server, or one path. Pure.
import type { Cause, Causes, NodeCause } from "../transport/cause.ts";
import { type Edge, edgesOf, type Reports, serverGrade } from "./edges.ts";

/** So much of what a page sends, or gets, has to be bad before its line is to blame. */
const MOST_SHARE = 2 / 3;
/** From one path alone nobody can tell which end it is. */
const FEWEST = 2;

/** What all pages' reports say together, as page `self` is told it. */
export function causesOf(reports: Reports, self: string): Causes {
  const edges = edgesOf(reports);
  const relayed = badByRelay(edges, reports);
  const nodes = badNodes(edges.filter((edge) => !relayed.has(edge)), reports);
  const causes = new Map<string, Cause>();
  const own = nodes.get(self) ?? null;
  const others = new Set(edges.flatMap(({ from, to }) => [from, to]));
  for (const id of reports.keys()) others.add(id);
  others.delete(self);
  const pairs = new Map([...others].map((id) => [id, pairOf(edges, self, id)]));
  const isAlone = others.size === 1;
  let guess: NodeCause | null = null;
  for (const [id, pair] of pairs) {
    const theirs = nodes.get(id);
    const isBad = pair.some(({ grade }) => grade > 0);
    if (theirs !== undefined) causes.set(id, `their.${theirs}`);
    else if (!isBad) continue;
    else if (pair.some((edge) => relayed.has(edge))) causes.set(id, "relay");
    else if (own !== null) causes.set(id, `own.${own}`);
    else {
      const told = isAlone ? betweenTwo({ self, id, pair }, reports) : "path";
      causes.set(id, told);
      if (told.startsWith("own.")) guess = told.slice("own.".length) as NodeCause;
    }
  }
  const ofSelf = own ?? guess;
  if (ofSelf !== null) causes.set(self, `own.${ofSelf}`);
  else if (isServer([...pairs.values()].flat(), reports.get(self)?.server ?? null)) {
    causes.set(self, "server");
  }
  return withForwarded(causes, reports, self);
}

function pairOf(edges: readonly Edge[], a: string, b: string): readonly Edge[] {
  return edges.filter(({ from, to }) => from === a && to === b || from === b && to === a);
}

/** Only the way to the server is slow: whoever comes, and whatever is written, comes late. */
function isServer(own: readonly Edge[], server: number | null): boolean {
  return (serverGrade(server) ?? 0) > 0 && own.every(({ grade }) => grade === 0);
}

/** The bad ones of those that lead over TURN servers, if these are to blame. */
function badByRelay(edges: readonly Edge[], reports: Reports): ReadonlySet<Edge> {
  const relayed = edges.filter(({ relay }) => relay);
  const bad = relayed.filter(({ grade }) => grade > 0);
  const vouched = (id: string) => isVouched(id, edges, reports);
  const isTheirs = bad.length > 0 && bad.length >= MOST_SHARE * relayed.length &&
    bad.every(({ from, to }) => vouched(from) && vouched(to));
  return new Set(isTheirs ? bad : []);
}

/** Whether this page's own line is good, by its other paths or by its way to the server. */
function isVouched(id: string, edges: readonly Edge[], reports: Reports): boolean {
  const direct = edges.filter(({ from, to, relay }) => !relay && (from === id || to === id));
  const bad = direct.filter(({ grade }) => grade > 0).length;
  if (direct.length > 0) return 2 * bad < direct.length;
  return serverGrade(reports.get(id)?.server ?? null) === 0;
}

interface Suspect {
  readonly id: string;
  readonly kind: "uplink" | "downlink";
  readonly edges: readonly Edge[];
}

/** The fewest lines that explain what is bad: each time the one that explains most of the rest. */
function badNodes(edges: readonly Edge[], reports: Reports): ReadonlyMap<string, NodeCause> {
  const ids = new Set([...reports.keys(), ...edges.flatMap(({ from, to }) => [from, to])]);
  const suspects = [...ids].toSorted().flatMap((id): Suspect[] => [
    { id, kind: "uplink", edges: edges.filter(({ from }) => from === id) },
    { id, kind: "downlink", edges: edges.filter(({ to }) => to === id) },
  ]).filter(isSuspicious);
  const unexplained = new Set(edges.filter(({ grade }) => grade > 0));
  const found: Suspect[] = [];
  const left = (suspect: Suspect) => suspect.edges.filter((edge) => unexplained.has(edge)).length;
  // Where two explain as much, the way to the server tells them apart.
  const weight = (suspect: Suspect) => {
    const server = serverGrade(reports.get(suspect.id)?.server ?? null);
    return left(suspect) + (server === null ? 0 : server > 0 ? 0.5 : -0.5);
  };
  for (;;) {
    const [worst] = suspects.filter((suspect) => left(suspect) > 0)
      .toSorted((a, b) => weight(b) - weight(a));
    if (worst === undefined) break;
    found.push(worst);
    for (const edge of worst.edges) unexplained.delete(edge);
  }
  const strained = [...reports].filter(([, report]) => report.strained).map(([id]) => id);
  const blamed = new Set([...found.map(({ id }) => id), ...strained]);
  return new Map([...blamed].map((id) => [
    id,
    nodeCause(found.filter((suspect) => suspect.id === id), strained.includes(id)),
  ]));
}

function isSuspicious({ edges }: Suspect): boolean {
  const bad = edges.filter(({ grade }) => grade > 0).length;
  return edges.length >= FEWEST && bad >= FEWEST && bad >= MOST_SHARE * edges.length;
}

/** A computer that does not keep up delays packets; it loses none on the way. */
function nodeCause(found: readonly Suspect[], isStrained: boolean): NodeCause {
  const isLossy = found.some(({ edges }) => edges.some(({ lossy }) => lossy));
  const [first, ...more] = found;
  if (first === undefined || isStrained && !isLossy) return "cpu";
  return more.length > 0 ? "network" : first.kind;
}

/** In a call of two only the way to the server, which each end has for itself, tells whose line it is. */
function betweenTwo(
  { self, id, pair }: { self: string; id: string; pair: readonly Edge[] },
  reports: Reports,
): Cause {
  const gradeOf = (page: string) => serverGrade(reports.get(page)?.server ?? null);
  const [mine, theirs] = [gradeOf(self), gradeOf(id)];
  const bad = pair.filter(({ grade }) => grade > 0);
  const kindAt = (page: string): NodeCause =>
    bad.length > 1 ? "network" : bad.some(({ from }) => from === page) ? "uplink" : "downlink";
  if (mine !== null && mine > 0 && theirs === 0) return `own.${kindAt(self)}`;
  if (theirs !== null && theirs > 0 && mine === 0) return `their.${kindAt(id)}`;
  return "path";
}

/** Where media come from an SFU: if they are poor at most pages, it is the server. */
function withForwarded(causes: ReadonlyMap<string, Cause>, reports: Reports, self: string): Causes {
  const using = [...reports].filter(([, { forwarded }]) => forwarded !== null);
  const poor = new Set(using.filter(([, { forwarded }]) => forwarded === true).map(([id]) => id));
  if (poor.size === 0) return causes;
  const told = new Map(causes);
  if (using.length > 1 && 2 * poor.size > using.length) {
    told.set(self, "server");
    return told;
  }
  for (const id of poor) {
    if (!told.has(id)) told.set(id, id === self ? "own.downlink" : "their.downlink");
  }
  return told;
}
