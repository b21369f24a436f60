// What the sharing of files needs of a browser.
import type { Bytes } from "./pieces.ts";

/** A file that grows piece by piece. One page at a time has it open. */
export interface StoredFile {
  /** Bytes up to the end of the last piece that was written; there may be gaps. */
  readonly size: number;
  /** Rejects when there is no room. */
  write(at: number, bytes: Bytes): Promise<void>;
  /** Fewer bytes than asked for at the end of the file. */
  read(at: number, length: number): Promise<Bytes>;
  /** Lets it go and keeps what was written. */
  close(): Promise<void>;
}

/** Where a page keeps files over a reload: nobody but this tab of this browser reads it. */
export interface FileStore {
  /** Opens a file, or makes it; null where that is not possible. */
  open(name: string): Promise<StoredFile | null>;
  /** What was stored and closed, read from where it is and not from memory; null if it is not there. */
  get(name: string): Promise<Blob | null>;
  remove(name: string): Promise<void>;
  /** Removes everything. */
  clear(): Promise<void>;
  /** Whether so many bytes may be stored, with some room left for others. */
  hasRoom(bytes: number): Promise<boolean>;
}

/** Where a person wants a file to lie on their disk. */
export interface SavePlace {
  /** Writes it there as it is read, never whole in memory. Rejects if it does not fit. */
  write(file: Blob): Promise<void>;
}

/** The browser, as far as files need it. */
export interface FilePorts {
  store: FileStore;
  /**
   * Asks the person where a file is to lie; null where a page cannot ask, "nowhere" if they changed
   * their mind. To be called from a press.
   */
  choosePlace(name: string): Promise<SavePlace | "nowhere" | null>;
  /** Hands a file to the person, as their browser does with downloads. */
  save(file: Blob, name: string): void;
  /** A small picture of a picture, encoded anew, at most 30 KiB; null for what is none. */
  preview(file: Blob): Promise<Bytes | null>;
  /**
   * An address at which the page can show this picture, until it is released; null for what is none
   * of the kinds that `preview` makes.
   */
  show(picture: Bytes): { url: string; release(): void } | null;
}
