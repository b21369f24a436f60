// What a page needs in a call and not in the lobby: fetched as one part when somebody is about to join.
export { Call } from "@/call/mod.ts";
export { CallControls } from "./CallControls.tsx";
export { CallStage } from "./CallStage.tsx";
export { SidePanel } from "./SidePanel.tsx";
