// Puppeteer drives Firefox by WebDriver BiDi in browser tests.
export { type Browser, default, type ElementHandle, type Page } from "npm:puppeteer-core@25.16.0";
