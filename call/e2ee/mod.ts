// What the dialog on encryption may import; it is loaded when the dialog is opened.
export type { EncryptionLevel, ShortAuthString } from "./encryption_status.ts";
export { phraseWords, type WordLists } from "./sas_words.ts";
