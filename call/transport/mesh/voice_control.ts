// How the own voice travels towards each page: small where one of both saves data, or the uplink is short.
import type { MeshMember } from "./mesh_member.ts";
import type { PeerConnection } from "./peer_connection.ts";
import {
  isRedundant,
  SMALL_VOICE,
  type VoiceFormat,
  voiceIn,
  withRedundancy,
  withVoice,
} from "./voice_format.ts";

/** So often it is agreed upon anew: a browser may not know the words. */
const MOST_OFFERS = 3;

type Member = Pick<MeshMember, "session">;

export interface VoiceControlOptions {
  members(): ReadonlyMap<string, Member>;
  /** Whether this page or that member's saves data. */
  isSaving(id: string): boolean;
  /** Whether the uplink carries hardly more than voices. */
  isShort(): boolean;
  /** Whether the own voice is music. */
  isMusic(): boolean;
  /** Whether packets to that member are lost, and not because there are too many. */
  isLossy(id: string): boolean;
}

/** Changes what differs alone. Both sides follow the wishes in each other's descriptions. */
export class VoiceControl {
  readonly #options: VoiceControlOptions;
  /** Connections whose voice is limited. */
  readonly #limited = new WeakSet<PeerConnection>();
  /** How often a connection was agreed upon anew for a format. */
  readonly #offers = new WeakMap<PeerConnection, { asked: string; count: number }>();

  constructor(options: VoiceControlOptions) {
    this.#options = options;
  }

  /** A member's description with what this page wants to send there. */
  shape(id: string, sdp: string, type: "offer" | "answer"): string {
    const shaped = withVoice(sdp, this.#formatFor(id));
    // What stands first in an offer the answer would prefer, too, and so the other side would send it.
    return type === "answer" && this.#options.isLossy(id) ? withRedundancy(shaped) : shaped;
  }

  /** Looks at all connections that are up. */
  update(): void {
    for (const [id, { session }] of this.#options.members()) {
      const format = this.#formatFor(id);
      for (const connection of session.connections) {
        if (connection.state !== "connected") continue;
        this.#limit(connection, format === "saving" || format === "small");
        this.#agree(connection, { format, isLossy: this.#options.isLossy(id) });
      }
    }
  }

  #formatFor(id: string): VoiceFormat {
    const { isMusic, isSaving, isShort } = this.#options;
    if (isSaving(id)) return "saving";
    return isShort() ? "small" : isMusic() ? "music" : "usual";
  }

  #agree(
    connection: PeerConnection,
    { format, isLossy }: { format: VoiceFormat; isLossy: boolean },
  ): void {
    const asked = `${format} ${isLossy}`;
    const before = this.#offers.get(connection);
    const count = before?.asked === asked ? before.count : 0;
    if (count >= MOST_OFFERS) return;
    const isRight = (remote: string) =>
      voiceIn(remote) === format && (isRedundant(remote) ?? isLossy) === isLossy;
    if (!connection.renegotiate(isRight)) return;
    this.#offers.set(connection, { asked, count: count + 1 });
  }

  /** At once, and whatever becomes of the server; long packets have to be agreed upon. */
  #limit(connection: PeerConnection, small: boolean): void {
    if (this.#limited.has(connection) === small) return;
    if (small) this.#limited.add(connection);
    else this.#limited.delete(connection);
    // Without a value there is no limit.
    const limits = { maxBitrate: small ? SMALL_VOICE : undefined };
    void connection.limit("mic", limits as RTCRtpEncodingParameters);
  }
}
