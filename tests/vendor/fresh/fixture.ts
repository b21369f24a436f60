// The fixture app, built into memory, and what several tests ask of it.
import { App, staticFiles } from "fresh";
import { Builder } from "fresh/dev";
import { setSnapshot, type Snapshot } from "../../../vendor/fresh/server/snapshot.ts";
import type { State } from "./fixture/utils.ts";

/** The fixture's directory. */
export const FIXTURE = import.meta.dirname + "/fixture";

const applySnapshot = await new Builder({ root: FIXTURE }).build({ snapshot: "memory" });

/** The fixture as a fresh app; `before` may add to it in front of the files. */
export function fixtureApp(before: (app: App<State>) => void = () => {}): App<State> {
  const app = new App<State>();
  before(app);
  app.use(staticFiles()).fsRoutes();
  applySnapshot(app);
  return app;
}

/** An app of routes that are written here: modules by file name. */
export function appOfFiles(modules: Record<string, Record<string, unknown>>): App<State> {
  const app = new App<State>().fsRoutes();
  const routes = Object.entries(modules).map(([file, module]) => ({ file, module }));
  setSnapshot(app, { ...EMPTY, routes });
  return app;
}

const EMPTY: Snapshot = {
  buildId: "test",
  root: "file:///",
  mode: "production",
  store: true,
  routes: [],
  islands: new Map(),
  boot: null,
  files: new Map(),
  assetUrl: (path) => path,
  liveReload: null,
};

const handlers = new WeakMap<object, (req: Request) => Promise<Response>>();

/** Asks an app as a browser would. */
export function ask(
  app: { handler(): (req: Request) => Promise<Response> },
  path: string,
  init: RequestInit = {},
): Promise<Response> {
  let handler = handlers.get(app);
  if (handler === undefined) handlers.set(app, handler = app.handler());
  return handler(new Request(`http://localhost${path}`, init));
}

/** The text of a response's body after a check of its status. */
export async function textOf(response: Response, status = 200): Promise<string> {
  const text = await response.text();
  if (response.status !== status) throw new Error(`${response.status}, not ${status}: ${text}`);
  return text;
}

/** Runs `fn` with console.error silenced and gives back what was written. */
export async function errorsDuring(fn: () => Promise<unknown>): Promise<unknown[]> {
  const original = console.error;
  const written: unknown[] = [];
  console.error = (...args: unknown[]) => void written.push(...args);
  try {
    await fn();
  } finally {
    console.error = original;
  }
  return written;
}
