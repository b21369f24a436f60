// What the chat's panel may import; it is loaded when the panel is opened.
export { HistoryAudit } from "./history_audit.ts";
export { chatPanelStateOf } from "./chat_panel.ts";
export type { Purpose } from "./draft.ts";
