// What went wrong with a device, as a code that i18n has words for.

/** Each has its text under `device.<code>` in the catalogues. */
export type DeviceProblem =
  | "denied" // the person or the browser said no
  | "denied-os" // the operating system said no
  | "dismissed" // the question was closed without an answer
  | "none" // no such device
  | "busy" // another program holds it
  | "lost" // it was unplugged, or taken away
  | "paused" // it is open, and the system or the browser holds it back
  | "insecure" // plain http away from localhost
  | "failed" // for a reason that has no name here
  | "unsupported"; // the browser knows no WebRTC

/**
 * Reads what `getUserMedia` threw (names: W3C mediacapture-streams section 10.3).
 * `permission` tells a refusal from a question that was merely closed.
 */
export function deviceProblem(error: unknown, permission: PermissionState): DeviceProblem {
  const { name = "", message = "" } = error instanceof Error ? error : {};
  switch (name) {
    case "NotAllowedError":
    case "SecurityError":
      if (/system/i.test(message)) return "denied-os";
      return permission === "prompt" && /dismiss/i.test(message) ? "dismissed" : "denied";
    case "NotFoundError":
    case "OverconstrainedError":
      return "none";
    case "NotReadableError":
    case "TrackStartError": // its name in older browsers
    case "AbortError":
      return "busy";
    default:
      return "failed";
  }
}

/** A device ended before anybody could listen for its end: pulled out, or taken by another program. */
export class GoneAtOnce extends Error {
  override readonly name = "NotReadableError";
}

/** What is wrong, device by device. */
export type DeviceProblems = Partial<Record<"mic" | "camera" | "screen", DeviceProblem>>;

/** All that is wrong, now that this is known of one device; null: nothing is. */
export function withProblem(
  problems: Readonly<DeviceProblems>,
  device: keyof DeviceProblems,
  problem: DeviceProblem | null,
): DeviceProblems {
  const { [device]: _old, ...rest } = problems;
  return problem === null ? rest : { ...rest, [device]: problem };
}
