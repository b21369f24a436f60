// What belongs to one request or one render, found again from inside components.
import { AsyncLocalStorage } from "node:async_hooks";
import type { ComponentChildren } from "preact";
import { hooks } from "../runtime_hooks.ts";
import type { Snapshot } from "./snapshot.ts";

/** One island met during a render. */
export interface IslandUse {
  name: string;
  /** See {@link IslandEntry}. */
  exported: string;
  /** The encoded props, see props.ts. */
  props: unknown;
  /** What the browser has to load for it. */
  modules: readonly string[];
}

/** What one render collects. */
export interface RenderRecord {
  islands: IslandUse[];
  /** Children of all `<Head>`s. */
  head: ComponentChildren[];
  /** The answers of `asset()` inside islands: the browser must get the same ones. */
  assets: Record<string, string>;
  insideIsland: boolean;
}

/** What one request carries; `record` is there only while a view is rendered. */
export interface RequestScope {
  snapshot: Snapshot | null;
  /** The address that was asked for; links to it are marked. */
  url?: URL;
  /** What inline scripts and styles of this request's pages carry; see csp.ts. */
  nonce?: Nonce;
  record?: RenderRecord;
}

/** A nonce for one request's Content-Security-Policy. */
export interface Nonce {
  readonly value: string;
  /** Whether a page was rendered with it. */
  isUsed: boolean;
}

// Never a module-level variable: two visitors' requests interleave at every await.
const storage = new AsyncLocalStorage<RequestScope>();

/** Runs `fn` so that {@link currentScope} finds `scope` inside it, across awaits. */
export function withScope<T>(scope: RequestScope, fn: () => T): T {
  return storage.run(scope, fn);
}

/** The scope of the request or render that the caller belongs to. */
export function currentScope(): RequestScope | undefined {
  return storage.getStore();
}

hooks.asset = (path) => {
  const scope = storage.getStore();
  const url = scope?.snapshot?.assetUrl(path) ?? path;
  if (scope?.record?.insideIsland && url !== path) scope.record.assets[path] = url;
  return url;
};

hooks.head = (children) => void storage.getStore()?.record?.head.push(children);
