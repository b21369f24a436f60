// The description of the HTTP API for programs (OpenAPI 3.1), made of the table and the shapes.
import { toJsonSchema } from "@valibot/to-json-schema";
import { API_ERRORS, type ApiError } from "./errors.ts";
import { type Operation, OPERATIONS } from "./operations.ts";
import { type ShapeName, SHAPES } from "./shapes.ts";

/** What any operation may refuse with. */
const ALWAYS: readonly ApiError[] = ["unauthorized", "too-fast", "internal", "starting"];
/** What any operation with a body may refuse with as well. */
const WITH_BODY: readonly ApiError[] = ["invalid", "not-json", "too-large"];

type Json = Record<string, unknown>;

/** The whole document. `origin` is where the API is, as the caller has it. */
export function openApi(origin: string): Json {
  return {
    openapi: "3.1.0",
    info: {
      title: "Жүз",
      version: "1",
      description: "Makes rooms of a video chat, and invitations to them, for other programs.",
    },
    servers: [{ url: origin }],
    security: [{ key: [] }],
    paths: pathsOf(OPERATIONS),
    components: {
      securitySchemes: { key: { type: "http", scheme: "bearer", description: "API_KEY" } },
      schemas: Object.fromEntries(
        Object.entries(SHAPES).map(([name, shape]) => [name, schemaOf(shape)]),
      ),
    },
  };
}

/** Every refusal that an operation can answer with. */
export function refusalsOf({ body, refusals }: Operation): ApiError[] {
  return [...new Set([...ALWAYS, ...(body === null ? [] : WITH_BODY), ...refusals])];
}

function schemaOf(shape: typeof SHAPES[ShapeName]): Json {
  const { $schema: _, ...schema } = toJsonSchema(shape, { typeMode: "input" });
  return schema;
}

function pathsOf(operations: readonly Operation[]): Json {
  const paths: Record<string, Json> = {};
  for (const operation of operations) {
    const place = paths[operation.path] ??= {};
    place[operation.method.toLowerCase()] = describe(operation);
  }
  return paths;
}

function describe(operation: Operation): Json {
  const { path, summary, body, status, answer } = operation;
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
  return {
    summary,
    operationId: idOf(operation),
    ...(names.length > 0 && {
      parameters: names.map((name) => ({
        name,
        in: "path",
        required: true,
        schema: { type: "string" },
      })),
    }),
    ...(body !== null && { requestBody: { required: true, content: jsonOf(body) } }),
    responses: {
      [status]: { description: "Done.", ...(answer !== null && { content: jsonOf(answer) }) },
      ...refusedBy(operation),
    },
  };
}

function refusedBy(operation: Operation): Json {
  const byStatus = Object.groupBy(refusalsOf(operation), (code) => API_ERRORS[code]);
  return Object.fromEntries(
    Object.entries(byStatus).map(([status, codes]) => [
      status,
      { description: (codes ?? []).join(", "), content: jsonOf("Problem") },
    ]),
  );
}

function jsonOf(shape: ShapeName): Json {
  return { "application/json": { schema: { $ref: `#/components/schemas/${shape}` } } };
}

/** "postRoomsInvitations": its method, and the words of its path. */
function idOf({ method, path }: Operation): string {
  const words = path.replace("/api/v1/", "").replace(/[{}]/g, "").split("/");
  const capital = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1));
  return method.toLowerCase() + capital.join("");
}
