// Whether this page can connect to others.
import type { Ports } from "../ports.ts";
import { loadMesh } from "./mesh/load_mesh.ts";

/**
 * Resolves once a transport can be made, before which nobody may join; with false if a part of the page
 * could not be fetched.
 */
export async function transportReady({ rtc, clock, onError }: Ports): Promise<boolean> {
  const isWhole = !rtc.supported || await loadMesh({ clock, onError });
  await rtc.ready;
  return isWhole;
}
