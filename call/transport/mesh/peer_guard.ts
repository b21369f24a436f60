// Checks the descriptions of one member's page, and refuses the page that fails the check.
import {
  type AuthenticatedDescription,
  type DescriptionAuthenticator,
  isTrusted,
  type PeerVerification,
} from "../../e2ee/description_authenticator.ts";
import type { Guard } from "./negotiator.ts";

/** Stands in an answer that only says that there is none. */
const NO_DESCRIPTION = "-";

export interface PeerGuardOptions {
  /** The member whose page it is. */
  id: string;
  authenticator: Pick<DescriptionAuthenticator, "sign" | "verify">;
  /** False once the page has gone: a late result must not reach the member's next page. */
  isHere(): boolean;
  onVerification(verification: PeerVerification): void;
  /** The page is not trusted; `answer` tells it so, if anything is to be said. */
  onRefused(answer: AuthenticatedDescription | null): void;
}

export function peerGuard(options: PeerGuardOptions): Guard {
  const { id, authenticator, isHere } = options;
  return {
    prove: (sdp) => authenticator.sign(sdp, id),
    accepts: async (description) => {
      const verification = await authenticator.verify(description, id);
      if (!isHere()) return false;
      options.onVerification(verification);
      if (isTrusted(verification)) return true;
      const answer = await refusalOf(options, verification);
      if (isHere()) options.onRefused(answer);
      return false;
    },
  };
}

/** A page with a key proves its refusal; a page without one says so to a page that has one. */
async function refusalOf(
  { id, authenticator }: PeerGuardOptions,
  verification: PeerVerification,
): Promise<AuthenticatedDescription | null> {
  const proof = await authenticator.sign(NO_DESCRIPTION, id);
  if (proof === null && verification !== "keyed") return null;
  return { sdp: NO_DESCRIPTION, ...(proof === null ? {} : { proof }) };
}
