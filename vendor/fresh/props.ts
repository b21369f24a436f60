// The props of islands as JSON: written by the server, read in the browser.

// A value JSON has no word for is {"$": kind, v}. A plain object with a key "$" of its own is
// written as kind "object", so no data can pose as such a value.
type Special = { $: string; v?: unknown };

/** A JSON value for `value`; throws a sentence naming the path for what cannot cross. */
export function encodeProps(value: unknown, path: string, above: object[] = []): unknown {
  if (value === undefined) return { $: "undefined" };
  if (value === null || typeof value === "string" || typeof value === "boolean") return value;
  if (typeof value === "number") return encodeNumber(value);
  if (typeof value !== "object") throw cannotCross(path, `a ${typeof value}`);
  if (above.includes(value)) throw cannotCross(path, "an object that contains itself");
  const inside = [...above, value];
  if (Array.isArray(value)) return encodeList(value, path, inside);
  if (value instanceof Date) return { $: "date", v: value.getTime() };
  return encodeObject(value, path, inside);
}

/** The value that {@link encodeProps} was given. */
export function decodeProps(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(decodeProps);
  if (!("$" in value)) return decodeEntries(value);
  const { $, v } = value as Special;
  if ($ === "object") return decodeEntries(v as object);
  if ($ === "date") return new Date(v as number);
  return $ === "number" ? Number(v) : undefined;
}

function encodeNumber(value: number): unknown {
  if (Object.is(value, -0)) return { $: "number", v: "-0" };
  return Number.isFinite(value) ? value : { $: "number", v: String(value) };
}

function encodeList(list: unknown[], path: string, above: object[]): unknown[] {
  return Array.from(list, (item, i) => encodeProps(item, `${path}[${i}]`, above));
}

function encodeObject(value: object, path: string, above: object[]): unknown {
  if (isVNode(value)) throw cannotCross(path, "JSX");
  const proto = Object.getPrototypeOf(value);
  if (proto !== Object.prototype && proto !== null) {
    throw cannotCross(path, `a ${proto.constructor?.name || "class"} instance`);
  }
  const entries = Object.entries(value)
    .map(([key, item]) => [key, encodeProps(item, `${path}.${key}`, above)]);
  const object = Object.fromEntries(entries);
  return Object.hasOwn(value, "$") ? { $: "object", v: object } : object;
}

function decodeEntries(value: object): unknown {
  return Object.fromEntries(Object.entries(value).map(([key, v]) => [key, decodeProps(v)]));
}

function isVNode(value: object): boolean {
  return Object.hasOwn(value, "constructor") && Object.hasOwn(value, "__v");
}

function cannotCross(path: string, what: string): TypeError {
  return new TypeError(
    `${path} is ${what}. An island's props can be JSON values, undefined and Date.`,
  );
}
