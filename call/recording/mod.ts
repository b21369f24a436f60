// What components and pages may import of recording.
export type { StoredRecording } from "./stored_recording.ts";
export { OwnRecording } from "./own_recording.ts";
