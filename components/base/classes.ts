// Class names that depend on state.

/** `classes("tile", { "is-self": true, "is-away": false })` → "tile is-self". */
export function classes(base: string, states: Readonly<Record<string, boolean>>): string {
  const on = Object.keys(states).filter((name) => states[name]);
  return [base, ...on].join(" ");
}
