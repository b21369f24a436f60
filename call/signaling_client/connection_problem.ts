// Why the server is not there, as far as the page can tell, and how long to leave it alone then.

/** Whose trouble it is that no connection comes about. */
export type ConnectionProblem =
  /** This device has no network. */
  | { readonly kind: "offline" }
  /** Nobody answers. */
  | { readonly kind: "unreachable" }
  /** Pages come, but no connection: something in between stops it. */
  | { readonly kind: "blocked" }
  /** The server takes itself to be at another address than this page: it is not set up to the end. */
  | { readonly kind: "origin"; readonly own: string }
  /** This network holds as many connections as one may. */
  | { readonly kind: "address-full" }
  /** This network makes connections faster than one may. */
  | { readonly kind: "address-fast" };

/** What the server said when it refused a connection: a kind, and for "origin" where it is. */
export function connectionProblemOf(word: string | undefined): ConnectionProblem | null {
  const [kind, own = ""] = (word ?? "").split(" ");
  switch (kind) {
    case "origin":
      return { kind, own };
    case "address-full":
    case "address-fast":
      return { kind };
    default:
      return null;
  }
}

/** Waits that the server asks for by refusing, in milliseconds. */
const PAUSES = { origin: 10_000, "address-full": 20_000, "address-fast": 5_000 };

/** The shortest pause before the next attempt; drawn, so that a school does not come in a wave. */
export function shortestPause(problem: ConnectionProblem | null, random: () => number): number {
  if (problem === null || !(problem.kind in PAUSES)) return 0;
  return PAUSES[problem.kind as keyof typeof PAUSES] * (0.5 + random() / 2);
}
