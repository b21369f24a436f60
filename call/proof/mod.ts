// The door of the proofs for the dialog on encryption, which is loaded when it is opened.
export type { Phrase } from "./safety.ts";
export { phraseWords, type WordLists } from "./phrase_words.ts";
