// The door of the build side: what `import … from "fresh/dev"` gives.
export { Builder, type BuilderOptions, type BuildOptions } from "./dev/builder.ts";
export type { TransformArgs, TransformFn, TransformResult } from "./dev/transforms.ts";
