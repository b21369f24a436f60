// RangeRoot: lets Preact take the nodes between two comments for a parent of its own.
import type { ContainerNode } from "preact";

/** The nodes between two sibling comments, as the container that `hydrate()` wants. */
export class RangeRoot implements ContainerNode {
  readonly nodeType = 1;
  readonly #start: ChildNode;
  readonly #end: ChildNode;

  /** Both comments must be children of the same element. */
  constructor(start: ChildNode, end: ChildNode) {
    this.#start = start;
    this.#end = end;
  }

  /** The element that holds the range. */
  get parentNode(): ParentNode & Node {
    return this.#start.parentNode!;
  }

  /** Preact asks it to know whether it is inside an SVG. */
  get namespaceURI(): string | null {
    return (this.parentNode as Element).namespaceURI;
  }

  /** The first node of the range. */
  get firstChild(): ChildNode | null {
    const first = this.#start.nextSibling;
    return first === this.#end ? null : first;
  }

  /** The nodes of the range. */
  get childNodes(): ChildNode[] {
    const nodes: ChildNode[] = [];
    let node = this.firstChild;
    while (node !== null && node !== this.#end) {
      nodes.push(node);
      node = node.nextSibling;
    }
    return nodes;
  }

  /** Whether a node is in the range or below it. */
  contains(other: Node | null): boolean {
    return this.childNodes.some((node) => node.contains(other));
  }

  /** Inserts before a node of the range; before anything else means at the end. */
  insertBefore(node: Node, before: Node | null): Node {
    // Preact steps over comments to find a sibling, so it may name one behind the range.
    const isInside = this.childNodes.includes(before as ChildNode);
    return this.parentNode.insertBefore(node, isInside ? before : this.#end);
  }

  /** Inserts at the end of the range. */
  appendChild(node: Node): Node {
    return this.insertBefore(node, null);
  }

  /** Removes a node of the range. */
  removeChild(child: Node): Node {
    return this.parentNode.removeChild(child);
  }
}
