// The door of the build side: what `import … from "fresh/dev"` gives.
export { Builder, type BuilderOptions, type BuildOptions } from "./dev/builder.ts";
