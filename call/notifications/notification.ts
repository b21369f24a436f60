// The kinds of notifications. Components word them in the reader's language.
import type { Cause } from "../transport/cause.ts";
import type { DeviceKind, Failure } from "../ports.ts";

/** One notification, as data. */
export type Notification =
  | { kind: "joined"; names: readonly string[] }
  | { kind: "left"; names: readonly string[] }
  | { kind: "renamed"; was: string; name: string }
  | { kind: "hand"; name: string }
  | { kind: "recording"; name: string }
  | { kind: "message"; name: string; text: string }
  | { kind: "newDevice"; device: DeviceKind; id: string; label: string }
  | { kind: "deviceBack"; device: DeviceKind; id: string; label: string }
  | { kind: "defaultDevice"; device: DeviceKind }
  | { kind: "speakerFailed" }
  | { kind: "back" }
  | { kind: "mutedTalk" }
  | { kind: "silentMic" }
  | { kind: "saveOffer" }
  | { kind: "overloaded" }
  /** Somebody else is in the same room with a device of their own. */
  | { kind: "sameRoom"; name: string; silenced: boolean }
  /** Of a data budget so many bytes are left, or none. */
  | { kind: "budgetLow"; left: number }
  | { kind: "budgetSpent" }
  /** Whose link is the weak one; no name where it is one's own, or the server. */
  | { kind: "weakLink"; cause: Cause; name: string }
  | { kind: "handLowered" }
  | { kind: "knock"; name: string }
  | { kind: "muted"; name: string }
  | { kind: "unmuteAsked"; name: string }
  | { kind: "unshared"; name: string }
  | { kind: "forbidden"; right: "mic" | "camera" | "screen" | "files" }
  /** What the person asked for was not done. */
  | { kind: "notDone"; why: Failure };

export type NotificationKind = Notification["kind"];

/** Two notifications that are better told as one: who joins within a moment joins together, and equal ones. */
export function merged(a: Notification, b: Notification): Notification | null {
  if (a.kind === "joined" && b.kind === "joined") {
    return { kind: "joined", names: [...a.names, ...b.names] };
  }
  if (a.kind === "left" && b.kind === "left") {
    return { kind: "left", names: [...a.names, ...b.names] };
  }
  const once: readonly NotificationKind[] = [
    "mutedTalk",
    "silentMic",
    "saveOffer",
    "overloaded",
    "handLowered",
    "speakerFailed",
    "back",
  ];
  const same = a.kind === b.kind && (once.includes(a.kind) || isEqual(a, b));
  return same ? b : null;
}

/** All fields are words and numbers, so two notifications that read alike are alike. */
function isEqual(a: Notification, b: Notification): boolean {
  const fields: Record<string, unknown> = { ...a };
  const others = Object.entries(b);
  return others.length === Object.keys(fields).length &&
    others.every(([name, value]) => fields[name] === value);
}
