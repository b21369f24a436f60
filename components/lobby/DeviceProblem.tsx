// What is wrong with a device, in plain words, and how to put it right in this very browser.
import type { DeviceProblem as Code } from "@/call/mod.ts";
import type { T } from "@/i18n/messages.ts";
import { permissionSteps, systemSteps } from "@/i18n/permission_steps.ts";
import { Problem } from "../base/Problem.tsx";

interface Props {
  kind: "mic" | "camera";
  code: Code;
  onRetry(): void;
  t: T;
}

/** Codes that one sentence can tell of both devices. */
const SHARED = ["denied", "none"] as const;

/** Never blocks joining: the text says how to go on without the device. */
export function DeviceProblem({ kind, code, onRetry, t }: Props) {
  if (code === "insecure" || code === "unsupported") return <NoMedia code={code} t={t} />;
  const base = `problem.${kind === "camera" ? "cam" : "mic"}.${code}` as const;
  return (
    <Problem title={t(`${base}.title`)} help={t(`${base}.help`)}>
      <Steps code={code} t={t} />
      {code !== "paused" && (
        <button type="button" class="btn" onClick={onRetry}>{t("action.retry")}</button>
      )}
    </Problem>
  );
}

/** The same is wrong with both: that is told once, and there is one press for both. */
export function BothProblem(
  { code, onRetry, t }: Omit<Props, "kind" | "code"> & { code: typeof SHARED[number] },
) {
  const base = `problem.both.${code}` as const;
  return (
    <Problem title={t(`${base}.title`)} help={t(`${base}.help`)}>
      <Steps code={code} t={t} />
      <button type="button" class="btn" onClick={onRetry}>{t("action.retry")}</button>
    </Problem>
  );
}

/** What is told of both at once, or null. */
export function sharedCode(
  { camera, mic }: Partial<Record<"mic" | "camera", Code>>,
): typeof SHARED[number] | null {
  return camera === mic ? SHARED.find((code) => code === camera) ?? null : null;
}

/** Only a refusal has steps; it goes away by itself when the permission is given. */
function Steps({ code, t }: Pick<Props, "code" | "t">) {
  if (code !== "denied" && code !== "denied-os") return null;
  const { userAgent } = navigator;
  const steps = code === "denied" ? permissionSteps(userAgent) : systemSteps(userAgent);
  return (
    <details class="more">
      <summary>{t("steps.title")}</summary>
      <p>{t(steps)}</p>
    </details>
  );
}

/** The page itself cannot have devices: plain http, or a browser without WebRTC. */
export function NoMedia({ code, t }: { code: "insecure" | "unsupported"; t: T }) {
  return <Problem title={t(`problem.${code}.title`)} help={t(`problem.${code}.help`)} />;
}
