// For the generated `_fresh/server.js` alone: what `import … from "fresh/internal"` gives.
export { loadSnapshot } from "./server/load_snapshot.ts";
