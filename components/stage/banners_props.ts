// What the banners over the stage get from the call.
import type { Call } from "@/call/mod.ts";
import type { T } from "@/i18n/messages.ts";
import type { BannersProps } from "./Banners.tsx";

/** What only the island knows. */
type Given = Pick<BannersProps, "blocked" | "onSound" | "children">;

export function bannersProps(call: Call, t: T, given: Given): BannersProps {
  const { membership, media, connections, encryption } = call;
  const nameOf = (id: string) => membership.members.value.find((one) => one.id === id)?.name ?? "";
  return {
    online: membership.online.value,
    outdated: membership.outdated.value,
    unanswered: membership.unanswered.value,
    problem: membership.problem.value,
    problems: media.problems.value,
    lacksKey: encryption.lacksKey.value,
    unverified: [...connections.verifications.value].flatMap(([id, verification]) =>
      verification === "forged" || verification === "unproven"
        ? [{ id, name: nameOf(id), verification }]
        : []
    ),
    ...given,
    t,
  };
}
