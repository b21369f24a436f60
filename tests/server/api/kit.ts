// The product with its HTTP API on, as a process of its own, and a program that uses it.
import assert from "node:assert/strict";
import * as v from "valibot";
import { type Shape, type ShapeName, SHAPES } from "@/server/api/shapes.ts";
import { buildOnce, Server } from "../../browser/harness/server.ts";

export const KEY = "a key of the tests of the API";

/** How a request differs from a plain one with the right key. */
export interface RequestOptions {
  body?: unknown;
  /** Sent as it is. */
  raw?: BodyInit;
  key?: string | null;
  headers?: Record<string, string>;
}

/** Another program. */
export class Program {
  readonly url: string;

  constructor(url: string) {
    this.url = url;
  }

  /** The answer, whose body must be JSON or nothing at all. */
  async ask(line: string, { body, raw, key = KEY, headers = {} }: RequestOptions = {}) {
    const [method = "", path = ""] = line.split(" ");
    const response = await fetch(this.url + path, {
      method,
      headers: {
        ...(key !== null && { authorization: `Bearer ${key}` }),
        ...(body !== undefined && { "content-type": "application/json" }),
        ...headers,
      },
      ...(raw !== undefined ? { body: raw } : body !== undefined && { body: JSON.stringify(body) }),
    });
    assert.equal(response.headers.get("cache-control"), "no-store", line);
    const text = await response.text();
    const type = response.headers.get("content-type") ?? "";
    if (text !== "") assert.match(type, /^application\/json/, `${line}: ${response.status}`);
    const { status } = response;
    return { status, headers: response.headers, json: text === "" ? null : JSON.parse(text) };
  }

  /** Expects success, and exactly the documented shape. */
  async get<N extends ShapeName>(
    shape: N,
    line: string,
    asking: RequestOptions = {},
  ): Promise<Shape<N>> {
    const { status, json } = await this.ask(line, asking);
    assert.ok(status === 200 || status === 201, `${line}: ${status} ${JSON.stringify(json)}`);
    return v.parse(SHAPES[shape], json) as Shape<N>;
  }

  /** Expects a refusal; gives "404 no-such-room". */
  async refusal(line: string, asking: RequestOptions = {}): Promise<string> {
    const { status, json } = await this.ask(line, asking);
    const { error, at } = v.parse(SHAPES.Problem, json);
    return [status, error, ...(at === undefined ? [] : [at])].join(" ");
  }
}

/** A running product and a program that has its key. */
export async function startApi(env: Record<string, string> = {}) {
  await buildOnce();
  const server = await Server.start({
    env: { API_KEY: KEY, DATA_DIR: await Deno.makeTempDir(), ...env },
  });
  return {
    server,
    program: new Program(server.url),
    [Symbol.asyncDispose]: async () => void await server.stop(),
  };
}

/** What stands behind the "#" of a link. */
export function fragmentOf(link: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(new URL(link).hash.slice(1)));
}
