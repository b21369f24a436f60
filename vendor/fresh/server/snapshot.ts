// Snapshot: what a build found and made, in memory and ready to serve.
import type { ComponentType } from "preact";
import type { StaticFile } from "./static_file.ts";

/** An island as the server renders it. */
export interface IslandEntry {
  /** Its file, from the islands directory and without extension. */
  name: string;
  /** The name by which its file exports it. */
  exported: string;
  component: ComponentType;
  /** URLs of the island's chunk and all it imports statically. */
  modules: readonly string[];
}

/** A file below the routes directory. */
export interface RouteModule {
  /** Path below the routes directory, such as "r/[room].tsx". */
  file: string;
  module: Record<string, unknown>;
}

/** What a build found and made. */
export interface Snapshot {
  buildId: string;
  root: string;
  mode: "development" | "production";
  /** False while developing: browsers are not to keep anything. */
  store: boolean;
  routes: readonly RouteModule[];
  islands: ReadonlyMap<ComponentType, IslandEntry>;
  /** The module that hydrates islands, with its static imports; null without islands. */
  boot: { src: string; modules: readonly string[] } | null;
  /** By decoded path, such as "/styles.css". */
  files: ReadonlyMap<string, StaticFile>;
  assetUrl(path: string): string;
  /** In development: reloads open pages after a restart. */
  liveReload: { script: string; answer(url: URL): Response | null } | null;
}

/** Gives a snapshot to an app; must happen before `app.handler()`. */
export type ApplySnapshot = (app: object) => void;

const snapshots = new WeakMap<object, Snapshot>();

/** Remembers the snapshot of an app. */
export function setSnapshot(app: object, snapshot: Snapshot): void {
  snapshots.set(app, snapshot);
}

/** The snapshot that was applied to an app. */
export function snapshotOf(app: object): Snapshot | null {
  return snapshots.get(app) ?? null;
}
