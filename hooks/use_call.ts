// The one call of a page, shared by all its islands.
import { browserPorts } from "@/call/browser/ports.ts";
import { Call, nullPorts } from "@/call/mod.ts";
import { renderInFrames } from "./render_in_frames.ts";

let shared: Call | null = null;

/**
 * In a browser the page's call, made at first use; on the server a new inert one for every render,
 * because a shared one would be seen by all visitors.
 */
export function useCall(room: string): Call {
  if (typeof Deno !== "undefined") return new Call(room, nullPorts()); // left out of the page's files
  if (shared !== null) return shared;
  const call = new Call(room, browserPorts());
  renderInFrames(() => call.connections.isNegotiating());
  return shared = call;
}
