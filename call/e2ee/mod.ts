// The door of the proofs for the dialog on encryption, which is loaded when it is opened.
export type { EncryptionLevel, ShortAuthString } from "./encryption_status.ts";
export { phraseWords, type WordLists } from "./sas_words.ts";
