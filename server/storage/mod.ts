// What the storage gives to others: the store on disk behind the signaling's interface.
export { DATA_FILE, openStorage } from "./open.ts";
export { holdFolder } from "./own_folder.ts";
