// What the components of the call's menu may import of recording.
export { OwnRecording } from "./own_recording.ts";
