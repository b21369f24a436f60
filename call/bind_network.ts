// What a call does about its network: asks for what is shown, and finds out whose link is the weak one.
import { bindDemand, type DemandBinding } from "./bind_demand.ts";
import type { Ports } from "./ports.ts";
import type { Scope } from "./scope.ts";
import type { MediaTransport } from "./transport/transport.ts";
import { WeakLinks, type WeakLinksOptions } from "./weak_link/weak_links.ts";

export interface NetworkBinding
  extends DemandBinding, Pick<WeakLinksOptions, "membership" | "connections"> {
  transport: Pick<MediaTransport, "setDemand" | "messages">;
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
  bindDemand(scope, binding, page);
}
