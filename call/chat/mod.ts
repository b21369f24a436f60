// The door of the chat for its panel, which is loaded when it is opened.
export { HistoryAudit } from "./history_audit.ts";
export { chatPanelStateOf } from "./chat_panel.ts";
