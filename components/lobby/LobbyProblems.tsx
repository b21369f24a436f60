// What stands in the way of joining, or of being seen and heard; loaded when something does.
import type { Call } from "@/call/mod.ts";
import type { T } from "@/i18n/messages.ts";
import { BothProblem, DeviceProblem, NoMedia, sharedCode } from "./DeviceProblem.tsx";
import { Refusal } from "./Refusal.tsx";

/** Each problem by itself, with what can be done about it. */
export function LobbyProblems({ call, t }: { call: Call; t: T }) {
  const { media: local, membership: room } = call;
  const support = local.support.value;
  const refusal = room.refusal.value;
  const problems = local.problems.value;
  const both = sharedCode(problems);
  const retry = (kind: "camera" | "mic") => void call.media.toggle(kind, true);
  return (
    <>
      {refusal !== null && <Refusal failure={refusal} call={call} t={t} />}
      {support !== "ok" && <NoMedia code={support} t={t} />}
      {both && (
        <BothProblem
          code={both}
          onRetry={() => {
            retry("camera");
            retry("mic");
          }}
          t={t}
        />
      )}
      {(["camera", "mic"] as const).map((kind) =>
        !both && problems[kind] && (
          <DeviceProblem
            key={kind}
            kind={kind}
            code={problems[kind]}
            onRetry={() => retry(kind)}
            t={t}
          />
        )
      )}
    </>
  );
}
