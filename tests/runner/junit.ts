// Reads the JUnit report that `deno test --junit-path` writes: the only output of it meant for us.

/** How one test went. */
export interface Outcome {
  name: string;
  result: "passed" | "failed" | "ignored";
}

/** The top-level tests of a report; steps are part of their test. */
export function parseJunit(xml: string): Outcome[] {
  const cases = [...xml.matchAll(/<testcase\s([^>]*?)(?:\/>|>([\s\S]*?)<\/testcase>)/g)];
  const outcomes = cases.map(([, attributes = "", body = ""]) => ({
    name: decode(/(?:^|\s)name="([^"]*)"/.exec(attributes)?.[1] ?? ""),
    result: resultOf(body),
  }));
  const names = new Set(outcomes.map(({ name }) => name));
  return outcomes.filter(({ name }) => !isStep(name, names));
}

/** The outcomes of each test file of a report, by its path relative to where Deno ran. */
export function parseSuites(xml: string): Map<string, Outcome[]> {
  const suites = [...xml.matchAll(/<testsuite\s([^>]*?)(?:\/>|>([\s\S]*?)<\/testsuite>)/g)];
  return new Map(suites.map(([, attributes = "", body = ""]) => {
    const name = decode(/(?:^|\s)name="([^"]*)"/.exec(attributes)?.[1] ?? "");
    return [name.replace(/^\.\//, ""), parseJunit(body)];
  }));
}

function resultOf(body: string): Outcome["result"] {
  if (/<(failure|error)[\s/>]/.test(body)) return "failed";
  return /<skipped[\s/>]/.test(body) ? "ignored" : "passed";
}

/** A step is called "test > step", and its test stands in the report, too. */
function isStep(name: string, names: ReadonlySet<string>): boolean {
  const parts = name.split(" > ");
  return parts.some((_, end) => end > 0 && names.has(parts.slice(0, end).join(" > ")));
}

const ENTITIES: Record<string, string> = { lt: "<", gt: ">", quot: '"', apos: "'", amp: "&" };

function decode(text: string): string {
  return text.replace(/&(?:#(\d+)|#x([\da-f]+)|(\w+));/gi, (whole, decimal, hex, entity) => {
    if (decimal) return String.fromCodePoint(Number(decimal));
    if (hex) return String.fromCodePoint(parseInt(hex, 16));
    return ENTITIES[entity] ?? whole;
  });
}
