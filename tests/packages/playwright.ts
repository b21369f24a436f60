// Playwright drives Chromium in browser tests.
export {
  type Browser,
  type BrowserContext,
  type CDPSession,
  chromium,
  type Locator,
  type Page,
} from "npm:playwright-core@1.65.1";
