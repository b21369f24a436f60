// Islands on the server: each is rendered between two comments, its props put on record.
import { type ComponentType, Fragment, h, options, type VNode } from "preact";
import { encodeProps } from "../props.ts";
import { currentScope, type RenderRecord } from "./scope.ts";

const known = new WeakSet<ComponentType>();

/** Has every vnode of these components, made from now on, rendered as an island. */
export function registerIslands(components: Iterable<ComponentType>): void {
  for (const component of components) known.add(component);
}

interface Wrapped {
  component: ComponentType;
  own: Record<string, unknown>;
}

// The one global hook. It keeps no state: whose island it is, the current render says.
const before = options.vnode;
options.vnode = (vnode: VNode) => {
  if (typeof vnode.type === "function" && known.has(vnode.type as ComponentType)) {
    const wrapped: Wrapped = { component: vnode.type as ComponentType, own: vnode.props };
    vnode.type = Island as unknown as ComponentType;
    vnode.props = wrapped as unknown as VNode["props"];
  }
  before?.(vnode);
};

function Island({ component, own }: Wrapped) {
  const scope = currentScope();
  const record = scope?.record;
  const entry = scope?.snapshot?.islands.get(component);
  const inner = plain(component, own);
  // Inside another island it is a component like any other: the outer one hydrates it.
  if (record === undefined || entry === undefined || record.insideIsland) return inner;
  const { name, exported, modules } = entry;
  const props = encodeProps(own, `Island ${name}: props`);
  const index = record.islands.push({ name, exported, props, modules }) - 1;
  // useId() counts within this, so ids differ between islands and agree with the browser's.
  (inner as VNode & { __m?: [number, number] }).__m = [index + 1, 0];
  return [
    h(Edge, { text: `frsh:island:${index}`, record, inside: true }),
    inner,
    h(Edge, { text: "/frsh:island", record, inside: false }),
  ];
}

interface EdgeProps {
  text: string;
  record: RenderRecord;
  inside: boolean;
}

/** Rendered before and after the island's content, in this order: rendering is synchronous. */
function Edge({ text, record, inside }: EdgeProps) {
  record.insideIsland = inside;
  // The key keeps the renderer from unwrapping the fragment.
  return h(Fragment, { key: text, UNSTABLE_comment: text } as Record<string, unknown>);
}

function plain(component: ComponentType, props: Record<string, unknown>): VNode {
  const vnode: VNode = h(Fragment, null); // not h(component): the hook would wrap it again
  vnode.type = component;
  vnode.props = props as VNode["props"];
  return vnode;
}
