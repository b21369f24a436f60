// axe-core finds faults of accessibility in a page.
export { default } from "npm:@axe-core/playwright@4.14.0";
