// The door of the chat for its panel, which is loaded when it is opened.
export { Audit } from "./audit.ts";
export { panelChatOf } from "./panel_chat.ts";
