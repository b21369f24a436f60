// The transport of a call, and what it reports, written into its connections.
import type { ReadonlySignal } from "@preact/signals-core";
import type { Ports } from "../ports.ts";
import { SavedState } from "../saved_state.ts";
import { DescriptionAuthenticator } from "../e2ee/description_authenticator.ts";
import type { Scope } from "../scope.ts";
import type { Connections } from "./connections.ts";
import { loadMesh, meshModule } from "./mesh/load_mesh.ts";
import { NullTransport } from "./null_transport.ts";
import { type MakeBackend, SwitchingTransport } from "./switching_transport.ts";
import { TrafficMeter } from "./traffic_meter.ts";
import type { LocalTracks } from "./tracks.ts";
import { PEER_EVENTS, type TransportSignaling } from "./transport.ts";

export interface TransportBinding {
  room: string;
  /** The room's key out of the link. */
  key: () => string | null;
  connections: Connections;
  /** Ends the listening to the server. */
  scope: Scope;
  /** The own member id. */
  self: ReadonlySignal<string | null>;
  /** What this page sends. */
  tracks: ReadonlySignal<LocalTracks>;
  /** Runs a step once the answer to the running join, if there is one, has been dealt with. */
  inOrder(step: () => void): void;
}

/** Makes the transport of a call; backends are made when the room asks for them. */
export function bindTransport(ports: Ports, binding: TransportBinding): SwitchingTransport {
  const { connections } = binding;
  const { tracks, states, qualities, verifications, traffic } = connections;
  const meter = new TrafficMeter();
  binding.scope.watch(() => binding.self.value, () => {
    meter.clear();
    traffic.value = new Map();
  });
  return new SwitchingTransport({
    make: backendMaker(ports, binding),
    events: {
      onError: ports.onError,
      onTracks: (id, received) => tracks.value = new Map(tracks.value).set(id, received),
      onState: (id, state) => states.value = new Map(states.value).set(id, state),
      onQuality: (id, quality) => qualities.value = new Map(qualities.value).set(id, quality),
      onTraffic: (id, counted) =>
        traffic.value = new Map(traffic.value).set(id, meter.note(id, counted)),
      onSpared: (level) => connections.spared.value = level,
      onVerification: (id, result) =>
        verifications.value = new Map(verifications.value).set(id, result),
      onGone: (id) => connections.remove(id),
    },
  });
}

/**
 * Resolves once a transport can be made, before which nobody may join; with false if a part of the page
 * could not be fetched.
 */
export async function transportReady({ rtc, clock, onError }: Ports): Promise<boolean> {
  const isWhole = !rtc.supported || await loadMesh({ clock, onError });
  await rtc.ready;
  return isWhole;
}

/** A mesh where the browser has WebRTC. A mode that this page does not know has no connections. */
function backendMaker(ports: Ports, binding: TransportBinding): MakeBackend {
  const { rtc, clock, secrets, page, onError } = ports;
  const savedState = new SavedState(ports.store);
  const { room, key, self, tracks, connections } = binding;
  const signaling = signalingInOrder(ports, binding);
  return ({ kind }, events) => {
    const mesh = meshModule();
    if (!rtc.supported || kind !== "mesh" || mesh === null) return new NullTransport(events);
    try {
      const made = new mesh.MeshTransport({
        ...{ rtc, clock, events, signaling },
        authenticator: new DescriptionAuthenticator({
          ...{ secrets, room, key },
          self: () => self.value,
        }),
        tracks: () => tracks.value,
        uplink: {
          load: () => savedState.uplink(page.network),
          save: (rate) => savedState.setUplink(page.network, rate),
        },
      });
      connections.isNegotiating = made.isNegotiating;
      return made;
    } catch (error) {
      onError(error); // no connections at all are better than no call
      return new NullTransport(events);
    }
  };
}

/** Listens from the beginning: an offer may be read together with the answer that makes a backend. */
function signalingInOrder(
  { signaling }: Ports,
  { scope, inOrder }: TransportBinding,
): TransportSignaling {
  const listeners = new Map<string, (payload: never) => void>();
  for (const event of PEER_EVENTS) {
    const hear = (payload: unknown) => inOrder(() => listeners.get(event)?.(payload as never));
    scope.add(signaling.onEvent(event, hear));
  }
  return {
    request: (event, payload) => signaling.request(event, payload),
    send: (event, payload) => signaling.send(event, payload),
    suspect: (sure) => signaling.suspect(sure),
    check: () => signaling.check(),
    onEvent: (event, listener) => void listeners.set(event, listener),
  };
}
