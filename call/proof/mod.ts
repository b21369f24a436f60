// The door of the proofs for the dialog on encryption, which is loaded when it is opened.
export { phraseWords, type WordLists } from "./phrase.ts";
