// What others get of this person's devices, under the rules of the room.
import type { MediaFlags } from "../../protocol/slots.ts";
import type { MediaState } from "../media/media_state.ts";
import type { MembershipState } from "../membership/membership_state.ts";
import type { View } from "../view.ts";
import { forbidden, may } from "./permissions.ts";

export interface OwnMediaSources {
  membership: View<MembershipState>;
  media: View<MediaState>;
}

/** The own media at one moment. */
export interface OwnMedia {
  /** What others get. */
  live: MediaFlags;
  /** What the server last said that they get. */
  known: MediaFlags;
  /** What is on although the rules forbid it. */
  forbidden: ReturnType<typeof forbidden>;
}

/** Null outside a call and while the server cannot be reached. */
export function ownMediaOf({ membership, media }: OwnMediaSources): OwnMedia | null {
  const { value: given } = media.live;
  const { value: flags } = media.flags;
  const { value: me } = membership.me;
  if (membership.phase.value !== "call" || !membership.online.value || !me) return null;
  const { role, rights, media: known } = me;
  const rule = { rules: membership.rules.value, role, rights };
  // An interruption does not silence a member who may not speak again once silent.
  const live = may("mic", rule) ? given : { ...given, mic: flags.mic };
  return { live, known, forbidden: forbidden(live, { ...rule, known }) };
}
