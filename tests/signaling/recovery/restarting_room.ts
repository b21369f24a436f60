// A room of a host on a server that is started anew, with a disk or without.
import type { Join, Joined } from "@/protocol/shapes.ts";
import { MemoryStorage } from "@/signaling/memory_storage.ts";
import { newRoom } from "../access/access_kit.ts";
import { type FakeConnection, startDirectory } from "../room_directory_kit.ts";
import { MEDIA_OFF } from "../values.ts";

/** What a page keeps to come back with. */
export interface Kept {
  seat: string;
  copy: string;
}

/** A page, and what it was given at some time. */
export interface Guest extends Joined {
  page: FakeConnection;
  kept: Kept;
}

/** A server with a disk, or without, that can be started anew. */
export class OwnedRoom {
  readonly storage: MemoryStorage | null;
  readonly settings = { roomLimit: 8 };
  world: ReturnType<typeof startDirectory>;
  readonly room: string;
  readonly key: string;

  constructor({ disk = true } = {}) {
    this.storage = disk ? new MemoryStorage({}, { isDurable: true }) : null;
    this.world = startDirectory(this.settings, { storage: this.storage });
    ({ room: this.room, key: this.key } = newRoom());
  }

  restart(): void {
    const { clock, directory } = this.world;
    directory.close();
    this.world = startDirectory(this.settings, { clock, storage: this.storage });
  }

  enter(name: string, more: Partial<Join> = {}, room = this.room): Guest {
    const page = this.world.connection();
    const joined = page.join(room, { name, ...more });
    return { ...joined, page, kept: { seat: joined.seat, copy: joined.state.copy } };
  }

  /** Somebody comes back, or tries to. */
  back(name: string, kept: Partial<Kept>, more: Partial<Join> = {}, room = this.room) {
    const page = this.world.connection();
    const wish = { room, name, media: MEDIA_OFF, fresh: false, ...kept, ...more };
    return { page, answer: page.ask("room:join", wish) };
  }
}

/** The newest snapshot that a page was given, with its seat. */
export function newest({ page, kept }: Guest): Kept {
  const state = page.take("room:state").at(-1);
  return { ...kept, copy: state?.copy ?? kept.copy };
}
