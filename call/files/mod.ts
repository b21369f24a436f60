// What the components of the chat may import of the sharing of files.
export { announcements } from "./announced_files.ts";
export { type FileInfo, readAnnouncement } from "./announcement.ts";
export { isDangerous } from "./file_name.ts";
export { spokenText } from "./file_mark.ts";
export type { Attachment } from "./attachments.ts";
export type { FileStatus } from "./file_status.ts";
