// Gives the bundler's output files names that follow from what they hold and import.
import { createHash } from "node:crypto";

/** A file as the bundler wrote it: its name, and its text. */
export interface Output {
  source: string;
  text: string;
}

/** A file as it is served. */
export interface Chunk extends Output {
  /** File name with the hash of its content and of all it imports. */
  name: string;
  /** Itself and all chunks it imports statically. */
  modules: Chunk[];
}

/** Leaves out empty files: the bundler writes one where it has inlined all that several files share. */
export function withoutEmpty(outputs: readonly Output[]): Output[] {
  const isEmpty = ({ text }: Output) => text.trim() === "";
  const imports = outputs.filter(isEmpty).map(({ source }) => `import"./${source}";`);
  return outputs.filter((output) => !isEmpty(output)).map(({ source, text }) => ({
    source,
    text: imports.reduce((rest, one) => rest.replaceAll(one, ""), text),
  }));
}

interface Reference {
  /** The other file. */
  to: string;
  /** Where its name stands in the text. */
  start: number;
  end: number;
  isDynamic: boolean;
}

interface Node extends Output {
  references: Reference[];
  /** Hash of the text without the names of other chunks, which this module is about to change. */
  own: string;
}

/**
 * Renames all files after their content. A browser keeps these names for ever, so a name must
 * change when anything it leads to does; and the same input must give the same names anywhere.
 */
export function nameByContent(outputs: Output[], labels: Map<string, string>): Chunk[] {
  const nodes = new Map(outputs.map((output) => [output.source, toNode(output, outputs)]));
  const names = new Map<string, string>();
  for (const node of nodes.values()) {
    refuseNodeModules(node);
    const label = labels.get(node.source) ??
      (/^[a-z_]+\.js$/.test(node.source) ? node.source.slice(0, -3) : "chunk");
    const all = reachable(node, nodes, () => true).map(({ own }) => own);
    names.set(node.source, `${label}-${sha256(all.join())}.js`);
  }
  const chunks = new Map([...nodes.values()].map((node) => [node.source, toChunk(node, names)]));
  for (const [source, chunk] of chunks) {
    const list = reachable(nodes.get(source)!, nodes, (reference) => !reference.isDynamic);
    chunk.modules = list.map((node) => chunks.get(node.source)!);
  }
  return [...chunks.values()].sort((a, b) => a.name < b.name ? -1 : 1);
}

/** Sixteen hexadecimal digits of the SHA-256 of `content`. */
export function sha256(content: string | Uint8Array): string {
  return createHash("sha256").update(content).digest("hex").slice(0, 16);
}

function toNode(output: Output, outputs: Output[]): Node {
  const sources = new Set(outputs.map((other) => other.source));
  const references: Reference[] = [];
  for (const found of output.text.matchAll(/(import\s*\(\s*)?(["'])\.\/([^"'\n]+)\2/g)) {
    const [all, dynamic, , to = ""] = found;
    if (!sources.has(to)) continue;
    const end = found.index + all.length - 1;
    references.push({ to, start: end - to.length, end, isDynamic: dynamic !== undefined });
  }
  const order = [...new Set(references.map(({ to }) => to))];
  const nameless = replaced(output.text, references, ({ to }) => String(order.indexOf(to)));
  return { ...output, references, own: sha256(nameless) };
}

function toChunk(node: Node, names: Map<string, string>): Chunk {
  const text = replaced(node.text, node.references, ({ to }) => names.get(to)!);
  return { source: node.source, text, name: names.get(node.source)!, modules: [] };
}

/** A node and all that its references lead to, depth first; cycles are fine. */
function reachable(
  from: Node,
  nodes: Map<string, Node>,
  follow: (reference: Reference) => boolean,
): Node[] {
  const seen = new Set<Node>();
  const visit = (node: Node) => {
    if (seen.has(node)) return;
    seen.add(node);
    node.references.filter(follow).forEach(({ to }) => visit(nodes.get(to)!));
  };
  visit(from);
  return [...seen];
}

function replaced(text: string, at: Reference[], by: (reference: Reference) => string): string {
  let [result, from] = ["", 0];
  for (const reference of at) {
    result += text.slice(from, reference.start) + by(reference);
    from = reference.end;
  }
  return result + text.slice(from);
}

function refuseNodeModules({ text }: Node): void {
  const found = /(?:from|import)\s*\(?\s*["'](node:[\w/]+)["']/.exec(text)?.[1];
  if (found !== undefined) {
    throw new Error(`An island imports "${found}", which no browser has.`);
  }
}
