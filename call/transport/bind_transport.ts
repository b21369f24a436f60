// The transport of a call, and what it reports, written into its connections.
import type { ReadonlySignal } from "@preact/signals-core";
import type { Ports } from "../ports.ts";
import { SavedState } from "../saved_state.ts";
import {
  DescriptionAuthenticator,
  type PeerVerification,
} from "../e2ee/description_authenticator.ts";
import type { Scope } from "../scope.ts";
import type { Connections } from "./connections.ts";
import { meshModule } from "./mesh/load_mesh.ts";
import { NullTransport } from "./null_transport.ts";
import type { ForwardedEvents } from "./sfu/forwarded_media.ts";
import type { MakeForwarded } from "./sfu/mod.ts";
import { SwitchingTransport, type SwitchingTransportOptions } from "./switching_transport.ts";
import type { ConnectionState } from "./monitor/connection_state.ts";
import type { Quality } from "./monitor/network_quality.ts";
import { type CountedTraffic, TrafficMeter } from "./traffic_meter.ts";
import type { LocalTracks, RemoteTracks } from "./tracks.ts";
import {
  type DirectBackend,
  TRANSPORT_EVENTS,
  type TransportEvents,
  type TransportSignaling,
} from "./transport.ts";

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
  const events = {
    onError: ports.onError,
    onTracks: (id: string, received: RemoteTracks) =>
      void (tracks.value = new Map(tracks.value).set(id, received)),
    onState: (id: string, state: ConnectionState) =>
      void (states.value = new Map(states.value).set(id, state)),
    onQuality: (id: string, quality: Quality) =>
      void (qualities.value = new Map(qualities.value).set(id, quality)),
    onTraffic(id: string, counted: CountedTraffic) {
      traffic.value = new Map(traffic.value).set(id, meter.note(id, counted));
      connections.noteTrip(id, counted.reportedTrip ?? counted.roundTrip ?? null);
      const { totals } = counted;
      if (totals) { for (const hear of connections.listeners) hear(id, totals); }
    },
    onSpared: (level: number) => void (connections.spared.value = level),
    onVerification: (id: string, result: PeerVerification) =>
      void (verifications.value = new Map(verifications.value).set(id, result)),
    onGone: (id: string) => connections.remove(id),
  };
  const signaling = signalingInOrder(ports, binding);
  const transport: SwitchingTransport = new SwitchingTransport({
    events,
    makeMesh: (events) => meshOr(ports, binding, { events, signaling }),
    makeForwarded: forwardedMaker(ports, binding, {
      ...{ events, signaling },
      onLoaded: () => transport.refresh(),
    }),
  });
  return transport;
}

/** What uses SFUs is fetched when a room does. */
function forwardedMaker(
  { rtc, clock, onError }: Ports,
  { room, key, connections, self, tracks }: TransportBinding,
  { events, signaling, onLoaded }: {
    events: Omit<ForwardedEvents, "onForwarded">;
    signaling: TransportSignaling;
    onLoaded(): void;
  },
): SwitchingTransportOptions["makeForwarded"] {
  let make: MakeForwarded | null = null;
  let isAsked = !rtc.supported;
  const onForwarded = (on: boolean) =>
    void (connections.forwarded.value = on ? key() === null ? "readable" : "sealed" : null);
  const load = async () => {
    const { prepareForwarded } = await import("./sfu/mod.ts");
    make = await prepareForwarded({
      ...{ rtc, clock, signaling, room, key, connections },
      ...{ self: () => self.value, tracks: () => tracks.value },
      events: { ...events, onForwarded },
    });
    onLoaded();
  };
  return (mesh) => {
    if (!isAsked) {
      isAsked = true;
      load().catch((error) => {
        isAsked = false; // the next snapshot asks for it again
        onError(error);
      });
    }
    return make?.(mesh) ?? null;
  };
}

/** A mesh, or nothing where the browser has no WebRTC. */
function meshOr(
  ports: Ports,
  { room, key, self, tracks, connections }: TransportBinding,
  { events, signaling }: { events: TransportEvents; signaling: TransportSignaling },
): DirectBackend {
  const { rtc, clock, secrets, page, onError } = ports;
  const savedState = new SavedState(ports.store);
  const mesh = meshModule();
  if (!rtc.supported || mesh === null) return new NullTransport(events);
  try {
    const made = new mesh.MeshTransport({
      ...{ rtc, clock, events, signaling },
      authenticator: new DescriptionAuthenticator({
        ...{ secrets, room, key },
        self: () => self.value,
      }),
      tracks: () => tracks.value,
      pressure: () => page.pressure,
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
}

/** Listens from the beginning: an offer may be read together with the answer that makes a backend. */
function signalingInOrder(
  { signaling }: Ports,
  { scope, inOrder }: TransportBinding,
): TransportSignaling {
  const listeners = new Map<string, (payload: never) => void>();
  for (const event of TRANSPORT_EVENTS) {
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
