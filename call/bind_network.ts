// What a call does about its network: asks for what is shown, keeps within what it may take, and tells whose link is weak.
import { bindDemand, type DemandBinding } from "./bind_demand.ts";
import type { Ports } from "./ports.ts";
import type { Scope } from "./scope.ts";
import { TrafficControl } from "./traffic/traffic_control.ts";
import type { MediaTransport } from "./transport/transport.ts";
import { WeakLinks, type WeakLinksOptions } from "./weak_link/weak_links.ts";

export interface NetworkBinding
  extends DemandBinding, Pick<WeakLinksOptions, "membership" | "connections"> {
  transport: Pick<MediaTransport, "setDemand" | "setLimits" | "messages">;
  notify: WeakLinksOptions["notify"];
}

/** Until the scope ends. */
export function bindNetwork(
  scope: Scope,
  binding: NetworkBinding,
  { page, clock, signaling }: Pick<Ports, "page" | "clock" | "signaling">,
): void {
  const { messages } = binding.transport;
  new WeakLinks({ scope, ...binding, messages, clock, signaling });
  new TrafficControl({ scope, ...binding });
  bindDemand(scope, binding, page);
}
