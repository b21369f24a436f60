// This page's recording while it runs: what is written follows the room, moment by moment.
import type { Member } from "../../protocol/shapes.ts";
import { type Slot, SLOTS } from "../../protocol/slots.ts";
import type { ChatLine } from "../../protocol/shapes.ts";
import type { Chat } from "../chat/chat.ts";
import { Loopback } from "../connection_test/loopback.ts";
import type { MediaState } from "../media/media_state.ts";
import type { MembershipState } from "../membership/membership_state.ts";
import type { Ports } from "../ports.ts";
import { Scope } from "../scope.ts";
import type { MediaTransport, ReceiverTap } from "../transport/transport.ts";
import type { View } from "../view.ts";
import { recordedMembers, refusingMembers } from "./recorded_members.ts";
import type { Recorder } from "./recording_port.ts";

export interface OwnRecordingOptions {
  recorder: Recorder;
  ports: Pick<Ports, "rtc" | "clock" | "onError">;
  membership: View<MembershipState>;
  media: View<MediaState>;
  chat: View<Pick<Chat, "lines" | "newest">>;
  transport: Pick<MediaTransport, "setTap">;
}

/**
 * Others are recorded from what arrives; oneself from a connection of this page with itself, so that
 * one is in it alone, too, and in one and the same quality whoever comes and goes.
 */
export class OwnRecording {
  readonly #options: OwnRecordingOptions;
  readonly #scope = new Scope();
  readonly #loopback: Loopback;
  /** Members as they were noted last. */
  #noted = new Map<string, Member>();
  #erased = new Set<string>();
  readonly #said = new Set<string>();
  #toldAt: number;

  constructor(options: OwnRecordingOptions) {
    this.#options = options;
    const { ports, membership, media, chat, transport } = options;
    this.#toldAt = chat.newest;
    transport.setTap((id, lines) => this.#attach(id, lines));
    this.#loopback = new Loopback(ports, media.tracks.value, {
      onTransceivers: (lines) => this.#attach(membership.self.value ?? "", lines),
    });
    this.#scope.add(() => transport.setTap(null), () => this.#loopback.close());
    for (const slot of SLOTS) {
      this.#scope.watch(
        () => this.#ownTrack(slot),
        (track) => this.#loopback.setTrack(slot, track),
      );
    }
    this.#scope.watch(() => membership.members.value, (members) => this.#follow(members));
    this.#scope.watch(() => chat.lines.value, (lines) => this.#write(lines));
  }

  /** Writes what is left and closes all files. */
  async end(): Promise<void> {
    this.#scope.dispose();
    await this.#options.recorder.end();
  }

  #ownTrack(slot: Slot): MediaStreamTrack | null {
    const { media } = this.#options;
    return media.live.value[slot] ? media.tracks.value[slot] : null;
  }

  #attach(member: string, lines: Parameters<ReceiverTap>[1]): void {
    for (const slot of SLOTS) {
      this.#options.recorder.attach(lines[slot].receiver, { member, slot });
    }
  }

  #follow(members: readonly Member[]): void {
    const { recorder, membership } = this.#options;
    const self = membership.self.value;
    const recorded = recordedMembers(members, self);
    recorder.record(recorded);
    for (const id of refusingMembers(members, self)) {
      if (!this.#erased.has(id)) recorder.erase(id);
      this.#erased.add(id);
      this.#noted.delete(id);
    }
    const now = new Map(
      members.filter(({ id }) => recorded.includes(id)).map((member) => [member.id, member]),
    );
    for (const member of now.values()) this.#note(member, this.#noted.get(member.id));
    for (const id of this.#noted.keys()) {
      if (!now.has(id)) recorder.note(id, { t: recorder.elapsed(), kind: "left" });
    }
    for (const id of now.keys()) this.#erased.delete(id);
    this.#noted = now;
  }

  #note({ id, name, media }: Member, before: Member | undefined): void {
    const { recorder } = this.#options;
    const t = recorder.elapsed();
    if (before?.name !== name) recorder.note(id, { t, kind: "name", name });
    const isSame = before !== undefined &&
      SLOTS.every((slot) => before.media[slot] === media[slot]);
    if (!isSame) recorder.note(id, { t, kind: "media", media });
  }

  /** What was said before the recording began is none of its business. */
  #write(lines: readonly ChatLine[]): void {
    const { recorder } = this.#options;
    for (const line of lines) {
      const { id } = line.from;
      const key = `${id} ${line.id}`;
      if (line.seq <= this.#toldAt || this.#said.has(key) || !this.#noted.has(id)) continue;
      this.#said.add(key);
      const t = recorder.elapsed();
      if (line.kind === "text") {
        recorder.note(id, { t, kind: "said", id: line.id, text: line.text });
      }
      if (line.kind === "deleted") recorder.note(id, { t, kind: "unsaid", id: line.target });
    }
  }
}
