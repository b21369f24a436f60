// The makers of signals, which the page's first script has: an import of them would cut that script in two.
import type { computed, signal } from "@preact/signals-core";

export interface Signals {
  signal: typeof signal;
  computed: typeof computed;
}
