// What the page of the connection test may import; a room does not load it.
export type { EchoEntry } from "./server_echo.ts";
export {
  medianOf,
  stepsOf,
  type StepState,
  type TestConclusion,
  type TestResult,
} from "./test_result.ts";
export { PATHS } from "./ice_candidates.ts";
export { reportOf } from "./test_report.ts";
export { TestPage } from "./test_page.ts";
