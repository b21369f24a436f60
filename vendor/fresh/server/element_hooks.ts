// What every element of a page gets from the server by itself: hashes, aria-current, nonces.
import { options, type VNode } from "preact";
import { asset } from "../runtime.ts";
import { currentScope } from "./scope.ts";

type Props = Record<string, unknown>;

const before = options.vnode;
options.vnode = (vnode: VNode) => {
  const scope = currentScope();
  // Without a scope no request is being answered: the element is made once, for all of them.
  if (typeof vnode.type === "string" && scope !== undefined) {
    const props = vnode.props as Props;
    switch (vnode.type) {
      case "a":
        markCurrent(props, scope.url);
        break;
      case "img":
      case "source":
        addHashes(props);
        break;
      case "script":
      case "style":
        addNonce(props, scope.nonce?.value);
        break;
    }
  }
  before?.(vnode);
};

/** `data-fresh-disable-lock` leaves an element as it is. */
function addHashes(props: Props): void {
  if ("data-fresh-disable-lock" in props) return;
  if (typeof props.src === "string") props.src = asset(props.src);
  for (const name of ["srcset", "srcSet"]) {
    const list = props[name];
    if (typeof list === "string") props[name] = list.replace(CANDIDATE, addHash);
  }
}

/** The address of each candidate of a `srcset`. */
const CANDIDATE = /(^\s*|,\s*)([^\s,]+)/g;

function addHash(_all: string, before: string, path: string): string {
  return before + asset(path);
}

/** A link to this page says so, and one to a page above it; one that says something itself stays. */
function markCurrent(props: Props, here: URL | undefined): void {
  if (here === undefined || typeof props.href !== "string" || isSaid(props["aria-current"])) return;
  const there = URL.parse(props.href, here);
  if (there === null || there.origin !== here.origin) return;
  const [path, current] = [withSlash(there.pathname), withSlash(here.pathname)];
  if (path === current && (there.search === "" || there.search === here.search)) {
    props["aria-current"] = "page";
  } else if (current.startsWith(path)) {
    props["aria-current"] = "true";
  }
}

function withSlash(path: string): string {
  return path.endsWith("/") ? path : `${path}/`;
}

/** Only what stands in the page itself needs one: files are allowed by where they come from. */
function addNonce(props: Props, nonce: string | undefined): void {
  if (nonce !== undefined && props.src === undefined && props.nonce === undefined) {
    props.nonce = nonce;
  }
}

function isSaid(value: unknown): boolean {
  return value !== undefined && value !== null;
}
