// The door of the echo test: a room does not load it.
export type { EchoEntry } from "./echo.ts";
export { type Findings, medianOf, stepsOf, type StepState } from "./findings.ts";
export { PATHS } from "./paths.ts";
export { reportOf } from "./report.ts";
export { EchoSession } from "./session.ts";
