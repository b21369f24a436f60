// Fetches the mesh beside what else a call needs: the lobby is seen before, and nobody joins without it.
import type { Clock } from "../../ports.ts";

type MeshModule = typeof import("./mesh_transport.ts");

/** Pause before the file is asked for again, in milliseconds. */
const AGAIN_MS = 1_000;
/** After so many attempts the person has to reload the page: Firefox never asks twice for a module. */
const MOST_ATTEMPTS = 10;

let loaded: MeshModule | null = null;

export interface LoadMeshOptions {
  clock: Pick<Clock, "after">;
  /** Fetches the module; tests give another one. */
  fetchMesh?(): Promise<MeshModule>;
  onError(error: unknown): void;
}

/** Resolves with true once the mesh is there; with false if it does not come, and tells `onError` why. */
export async function loadMesh(options: LoadMeshOptions): Promise<boolean> {
  const { clock, fetchMesh = () => import("./mesh_transport.ts"), onError } = options;
  for (let attempts = 1; loaded === null; attempts++) {
    try {
      loaded = await fetchMesh();
    } catch (error) {
      if (attempts === MOST_ATTEMPTS) {
        onError(error);
        return false;
      }
      await new Promise<void>((done) => clock.after(AGAIN_MS, done));
    }
  }
  return true;
}

/** The mesh; null before `loadMesh` has resolved. */
export function meshModule(): MeshModule | null {
  return loaded;
}
