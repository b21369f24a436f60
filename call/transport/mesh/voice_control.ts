// How many bits the own voice takes towards each page: few where one of both saves data.
import type { MeshMember } from "./mesh_member.ts";
import type { PeerConnection } from "./peer_connection.ts";

/** Of speech alone, in bit/s; the headers of its fifty packets a second come on top. */
const SAVED = 12_000;

type Member = Pick<MeshMember, "session">;

export interface VoiceControlOptions {
  members(): ReadonlyMap<string, Member>;
  /** Whether this page saves data. */
  isSaving(): boolean;
}

/** Limits what differs alone; nothing is negotiated. */
export class VoiceControl {
  readonly #options: VoiceControlOptions;
  /** Members whose pages save data. */
  readonly #savers = new Set<string>();
  /** Connections whose voice is small. */
  readonly #small = new WeakSet<PeerConnection>();

  constructor(options: VoiceControlOptions) {
    this.#options = options;
  }

  /** A member's page says whether it saves data. */
  note(id: string, on: boolean): void {
    if (on) this.#savers.add(id);
    else this.#savers.delete(id);
    this.update();
  }

  forget(id: string): void {
    this.#savers.delete(id);
  }

  /** Looks at all connections that are up. */
  update(): void {
    const { members, isSaving } = this.#options;
    for (const [id, { session }] of members()) {
      const small = isSaving() || this.#savers.has(id);
      for (const connection of session.connections) this.#limit(connection, small);
    }
  }

  #limit(connection: PeerConnection, small: boolean): void {
    if (connection.state !== "connected" || this.#small.has(connection) === small) return;
    if (small) this.#small.add(connection);
    else this.#small.delete(connection);
    void connection.limit("mic", voiceLimits(small));
  }
}

/** Longer packets have fewer headers; a browser that knows no such packets ignores the wish. */
function voiceLimits(small: boolean): RTCRtpEncodingParameters {
  const limits: RTCRtpEncodingParameters & { adaptivePtime: boolean } = { adaptivePtime: small };
  // Without a value there is no limit.
  return Object.assign(limits, { maxBitrate: small ? SAVED : undefined });
}
