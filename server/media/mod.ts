// What other folders may import from server/media/.
export { JanusRouter } from "./janus_router.ts";
