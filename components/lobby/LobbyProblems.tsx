// What stands in the way of joining, or of being seen and heard; loaded when something does.
import type { DeviceProblem as Code, Failure } from "@/call/mod.ts";
import type { T } from "@/i18n/messages.ts";
import { BothProblem, DeviceProblem, NoMedia, sharedCode } from "./DeviceProblem.tsx";
import { Refusal } from "./Refusal.tsx";

export interface LobbyProblemsProps {
  /** Why the last join was refused; null while it was not. */
  refusal: Failure | null;
  /** How many are in the room, and how many may be; null before the server has said so. */
  watched: { count: number | null; limit: number } | null;
  /** Whether this page may have devices at all. */
  support: "ok" | "insecure" | "unsupported";
  problems: Partial<Record<"mic" | "camera", Code>>;
  /** Opens a device once more. */
  onRetry(kind: "mic" | "camera"): void;
  /** Brings the newer version of the page. */
  onReload(): void;
  t: T;
}

/** Each problem by itself, with what can be done about it. */
export function LobbyProblems(props: LobbyProblemsProps) {
  const { refusal, watched, support, problems, onRetry: retry, onReload, t } = props;
  const both = sharedCode(problems);
  return (
    <>
      {refusal !== null && (
        <Refusal
          failure={refusal}
          watched={watched}
          onReload={onReload}
          t={t}
        />
      )}
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
