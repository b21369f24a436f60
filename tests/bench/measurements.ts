// Figures and how they are shown: medians with their spread, and the ratio to the floor.

/** Repeated measurements of one thing, in one unit. */
export interface Sample {
  name: string;
  values: number[];
}

/** The middle value; NaN of nothing. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? NaN) + upper) / 2;
}

/** "136 (121–160)": the median, smallest and largest. */
export function spread(values: readonly number[], digits = 0): string {
  if (values.length === 0) return "–";
  const show = (value: number) => value.toFixed(digits);
  if (values.length === 1) return show(values[0] ?? NaN);
  return `${show(median(values))} (${show(Math.min(...values))}–${show(Math.max(...values))})`;
}

/** "1.24 ×": how the medians compare. */
export function ratio(values: readonly number[], floor: readonly number[]): string {
  const factor = median(values) / median(floor);
  return Number.isFinite(factor) ? `${factor.toFixed(2)} ×` : "–";
}

/** One row per sample, the first of them being the floor of all. */
export function againstFloor(samples: readonly Sample[], digits = 0): string[][] {
  const floor = samples[0]?.values ?? [];
  return samples.map(({ name, values }) => [
    name,
    spread(values, digits),
    values === floor ? "floor" : ratio(values, floor),
    String(values.length),
  ]);
}

/** Prints rows under a title, columns as wide as they need to be, as Markdown. */
export function printTable(
  title: string,
  head: readonly string[],
  rows: readonly string[][],
): void {
  const all = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`;
  const rule = `|${widths.map((width) => "-".repeat(width + 2)).join("|")}|`;
  console.log(`\n### ${title}\n`);
  console.log([line(head), rule, ...rows.map(line)].join("\n"));
}
