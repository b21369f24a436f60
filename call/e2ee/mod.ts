// What the encryption dialog may import; it is loaded with the dialog.
export type { EncryptionLevel, ShortAuthString } from "./encryption_status.ts";
export { phraseWords, type WordLists } from "./sas_words.ts";
