// What makes a call poor, in the reader's words.
import type { Cause } from "@/call/mod.ts";
import type { T } from "@/i18n/messages.ts";
import { ownerName } from "@/i18n/owner_name.ts";

/** Beside the person it concerns: "Айбектин чыгуу каналы начар". */
export function causeText(cause: Cause, name: string, t: T): string {
  switch (cause) {
    case "their.uplink":
    case "their.downlink":
    case "their.network":
    case "their.cpu":
      return t(`cause.${cause}`, { owner: ownerName(name, t.locale) });
    default:
      return t(`cause.${cause}`);
  }
}

/** The same as an announcement, which stands beside nobody. */
export function toldCause(cause: Cause, name: string, t: T): string {
  const text = causeText(cause, name, t);
  return cause === "relay" || cause === "path" ? `${name}: ${text}` : text;
}
