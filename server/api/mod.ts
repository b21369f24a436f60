// The HTTP API for other programs: key, table, body, operation, answer, in this order.
import { roomName } from "../../protocol/names.ts";
import type { RoomAdminApi } from "../../signaling/mod.ts";
import { readBody } from "./body.ts";
import { API_ERRORS, type ApiError, Refusal } from "./errors.ts";
import { ApiKeyCheck, RETRY_S } from "./api_key_check.ts";
import { openApi } from "./openapi.ts";
import { type Operation, OPERATIONS } from "./operations.ts";

/** Where the documentation for programs stands. */
export const OPENAPI_PATH = "/api/openapi.json";

export interface ApiOptions {
  /** What opens the API; "" switches it off. */
  key: string;
  /** Null before the signaling runs. */
  roomAdmin: () => RoomAdminApi | null;
  /** Where an unexpected error goes. The caller is told "internal". */
  onError: (error: unknown) => void;
}

/** What is known about a request from elsewhere. */
export interface Around {
  /** What counts as one client; see `addressKey`. */
  address: string;
  origin: string;
}

/** Answers everything below /api/. */
export class Api {
  readonly #options: ApiOptions;
  readonly #keyCheck: ApiKeyCheck | null;

  constructor(options: ApiOptions) {
    this.#options = options;
    this.#keyCheck = options.key === "" ? null : new ApiKeyCheck(options.key);
  }

  /** Never throws, and never answers with anything but JSON. */
  async answer(request: Request, around: Around): Promise<Response> {
    try {
      const result = await this.#answer(request, around);
      return result instanceof Refusal ? refused(result) : result;
    } catch (error) {
      this.#options.onError(error);
      return refused(new Refusal("internal"));
    }
  }

  async #answer(request: Request, around: Around): Promise<Response | Refusal> {
    const { pathname } = new URL(request.url);
    const { method, headers } = request;
    if (this.#keyCheck === null) return new Refusal("not-found");
    if (pathname === OPENAPI_PATH) {
      return method === "GET" ? json(200, openApi(around.origin)) : new Refusal("wrong-method");
    }
    const authorization = headers.get("authorization");
    const locked = this.#keyCheck.refuse({ address: around.address, authorization });
    if (locked !== null) return locked;
    const found = find(method, pathname);
    if (found instanceof Refusal) return found;
    const roomAdmin = this.#options.roomAdmin();
    if (roomAdmin === null) return new Refusal("starting");
    return await perform(found, { request, roomAdmin, origin: around.origin });
  }
}

interface Found {
  operation: Operation;
  params: Record<string, string>;
}

/** The row for a request, and what stands in its path. */
function find(method: string, pathname: string): Found | Refusal {
  const fits = OPERATIONS.flatMap((operation) => {
    const params = match(operation.path, pathname);
    return params === null ? [] : [{ operation, params }];
  });
  const found = fits.find(({ operation }) => operation.method === method);
  return found ?? new Refusal(fits.length > 0 ? "wrong-method" : "not-found");
}

function match(pattern: string, pathname: string): Record<string, string> | null {
  const [wanted, parts] = [pattern.split("/"), pathname.split("/")];
  if (wanted.length !== parts.length) return null;
  const params: Record<string, string> = {};
  for (const [at, part] of parts.entries()) {
    const name = /^\{(\w+)\}$/.exec(wanted[at] ?? "")?.[1];
    const text = decoded(part);
    if (name === undefined ? part !== wanted[at] : !text) return null;
    if (name !== undefined && text) params[name] = text;
  }
  return params;
}

/** Null for a malformed escape. */
function decoded(part: string): string | null {
  try {
    return decodeURIComponent(part);
  } catch {
    return null;
  }
}

async function perform(
  { operation, params }: Found,
  { request, roomAdmin, origin }: { request: Request; roomAdmin: RoomAdminApi; origin: string },
): Promise<Response | Refusal> {
  const { room = "", invitation = "", person = "" } = params;
  if (room !== "" && roomName(room) !== room) return new Refusal("no-such-room");
  const body = operation.body === null ? null : await readBody(request, operation.body);
  if (body instanceof Refusal) return body;
  const result = await operation.run({
    ...{ roomAdmin, origin, room, invitation, person, body },
  });
  if (isError(result)) return new Refusal(result);
  return operation.answer === null ? empty(operation.status) : json(operation.status, result);
}

function isError(result: unknown): result is ApiError {
  return typeof result === "string" && result in API_ERRORS;
}

const HEADERS = { "cache-control": "no-store" };

function json(status: number, value: unknown): Response {
  return Response.json(value, { status, headers: HEADERS });
}

function empty(status: number): Response {
  return new Response(null, { status, headers: HEADERS });
}

function refused({ error, at }: Refusal): Response {
  const response = json(API_ERRORS[error], { error, ...(at !== null && { at }) });
  if (error === "unauthorized") response.headers.set("www-authenticate", "Bearer");
  if (error === "too-fast") response.headers.set("retry-after", String(RETRY_S));
  return response;
}
