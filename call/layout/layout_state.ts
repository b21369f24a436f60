// What one person sees of the stage: layout, pins, pages, zoom. Nobody else knows of it.
import { batch, computed, type ReadonlySignal, type Signal, signal } from "@preact/signals-core";
import type { Preferences } from "../preferences.ts";
import { Scope } from "../scope.ts";
import { pageSize, type Size } from "./grid.ts";
import { keepOrder, promote } from "./tile_order.ts";
import type { Corner } from "./corners.ts";
import { type Layout, layoutOf } from "./layout.ts";
import { type Tile, tilesOf, type TileSources, withHeldBack } from "./tiles.ts";
import { panBy, WHOLE, type Zoom, zoomBy } from "./zoom.ts";

export interface LayoutStateOptions extends TileSources {
  preferences: Preferences;
  /** Id of the member in the spotlight. */
  spotlight: ReadonlySignal<string | null>;
}

/** The single writer of what is seen. */
export class LayoutState {
  readonly #options: LayoutStateOptions;
  readonly #scope = new Scope();
  #size = signal<Size>({ width: 0, height: 0 });
  #order: Signal<readonly string[]> = signal([]);
  #pinned = signal<string | null>(null);
  /** Was pinned before a reload, and is not there yet. */
  #awaited = signal<string | null>(null);
  #screen = signal<string | null>(null);
  #stripHidden = signal(false);
  #page = signal(0);
  #zoom = signal<Zoom>(WHOLE);
  #floating = signal<readonly string[]>([]);
  #items: ReadonlySignal<readonly Tile[]>;
  /** All pictures, in the order of joining. */
  readonly tiles: ReadonlySignal<readonly Tile[]>;
  /** Where each picture is shown. */
  readonly layout: ReadonlySignal<Layout>;
  /** Shared screens of others, in the order in which they appeared. */
  readonly screens: ReadonlySignal<readonly Tile[]>;
  /** Pictures as digits pin them: in their order, oneself left out. */
  readonly numbered: ReadonlySignal<readonly Tile[]>;

  constructor(options: LayoutStateOptions) {
    this.#options = options;
    const { preferences, spotlight } = options;
    this.tiles = computed(() =>
      withHeldBack(tilesOf(options), preferences.settings.value, this.#pinned.value)
    );
    this.#items = computed(() => inOrder(this.tiles.value, this.#order.value));
    this.screens = computed(() =>
      this.#items.value.filter(({ kind, self }) => kind === "screen" && !self)
    );
    this.numbered = computed(() => this.#items.value.filter(({ self }) => !self));
    this.layout = computed(() => {
      const { floatSelf, hideSelf, corner, spotlight: mode } = preferences.settings.value;
      const items = this.#items.value.map(({ key, kind, self, member }) => ({
        key,
        kind,
        self,
        member: member.id,
      }));
      return layoutOf(this.#size.value, items, {
        mode: mode ? "spotlight" : "grid",
        pinned: this.#pinned.value,
        screen: this.#screen.value,
        speaker: spotlight.value,
        floatSelf,
        hideSelf,
        corner,
        stripHidden: this.#stripHidden.value,
        page: this.#page.value,
      });
    });
    this.#scope.effect(() => this.#keepOrder(this.tiles.value));
    const frame = computed(() => {
      const { main, places } = this.layout.value;
      const box = main === null ? undefined : places.get(main)?.box;
      return `${main} ${box?.width} ${box?.height}`;
    });
    // Another picture is large, or its frame has another size: it is seen whole at first.
    this.#scope.watch(() => frame.value, () => this.zoomOut());
  }

  dispose(): void {
    this.#scope.dispose();
  }

  get pinned(): ReadonlySignal<string | null> {
    return this.#pinned;
  }

  /** What a reload has to bring back. */
  get keptPin(): string | null {
    return this.#pinned.value ?? this.#awaited.value;
  }

  /** Pins this picture as soon as it is there, unless the person pins something before. */
  awaitPin(key: string | null): void {
    this.#awaited.value = key;
    this.#keepOrder(this.tiles.peek());
  }

  get filmstripHidden(): ReadonlySignal<boolean> {
    return this.#stripHidden;
  }

  get zoom(): ReadonlySignal<Zoom> {
    return this.#zoom;
  }

  get size(): ReadonlySignal<Size> {
    return this.#size;
  }

  /** Keys of the pictures that are shown in a window of their own. */
  get floating(): ReadonlySignal<readonly string[]> {
    return this.#floating;
  }

  setFloating(keys: readonly string[]): void {
    if (keys.join(" ") !== this.#floating.peek().join(" ")) this.#floating.value = keys;
  }

  measure({ width, height }: Size): void {
    const old = this.#size.peek();
    if (old.width !== width || old.height !== height) this.#size.value = { width, height };
  }

  /** Pins a picture, or lets it go; another one that is pinned stays so. */
  setPinned(key: string, on: boolean): void {
    this.#awaited.value = null;
    if (on) this.#pinned.value = key;
    else if (this.#pinned.value === key) this.#pinned.value = null;
  }

  /** Pins the n-th picture, counted from 1; 0 is oneself. */
  pinNumber(n: number): void {
    const own = this.#items.value.find(({ self, kind }) => self && kind === "camera");
    const tile = n === 0 ? own : this.numbered.value[n - 1];
    if (tile) this.setPinned(tile.key, this.#pinned.value !== tile.key);
  }

  /** Which shared screen to see, where there are several. */
  chooseScreen(key: string): void {
    batch(() => {
      this.#screen.value = key;
      this.#pinned.value = null;
    });
  }

  hideFilmstrip(hidden: boolean): void {
    this.#stripHidden.value = hidden;
  }

  /** The spotlight, or else the grid; a pin is let go of. */
  setSpotlight(on: boolean): void {
    const { preferences } = this.#options;
    batch(() => {
      this.#pinned.value = null;
      preferences.set("spotlight", on);
    });
  }

  setCorner(corner: Corner): void {
    this.#options.preferences.set("corner", corner);
  }

  turnPage(by: 1 | -1): void {
    const { page, pages } = this.layout.value;
    this.#page.value = Math.min(pages - 1, Math.max(0, page + by));
  }

  zoomBy(factor: number, options: Parameters<typeof zoomBy>[2]): void {
    this.#zoom.value = zoomBy(this.#zoom.value, factor, options);
  }

  panBy(by: { x: number; y: number }, options: { box: Size }): void {
    this.#zoom.value = panBy(this.#zoom.value, by, options);
  }

  zoomOut(): void {
    this.#zoom.value = WHOLE;
  }

  /** Somebody has been speaking for a while: they are to be seen on the first page. */
  bringIn(member: string, heardAt: ReadonlyMap<string, number>): void {
    const { pages } = this.layout.peek();
    if (pages < 2) return;
    const seen = pageSize(this.#size.peek(), this.#items.peek().length);
    const fixed = this.#items.peek().filter(({ self }) => self).map(({ key }) => key);
    const pinned = this.#pinned.peek();
    if (pinned !== null) fixed.push(pinned);
    this.#order.value = promote(this.#order.peek(), { seen, speaker: member, fixed, heardAt });
  }

  /** A new call begins. */
  reset(): void {
    batch(() => {
      this.#pinned.value = null;
      this.#awaited.value = null;
      this.#screen.value = null;
      this.#stripHidden.value = false;
      this.#page.value = 0;
    });
  }

  #keepOrder(tiles: readonly Tile[]): void {
    const keys = tiles.map(({ key }) => key);
    const own = tiles.find(({ self, kind }) => self && kind === "camera")?.key;
    const ownLast = own === undefined ? keys : [...keys.filter((key) => key !== own), own];
    const old = this.#order.peek();
    const order = keepOrder(old, ownLast);
    const same = order.length === old.length && order.every((key, index) => key === old[index]);
    if (!same) this.#order.value = order;
    const awaited = this.#awaited.peek();
    if (awaited !== null && keys.includes(awaited)) this.setPinned(awaited, true);
    if (this.#pinned.peek() !== null && !keys.includes(this.#pinned.peek() ?? "")) {
      this.#pinned.value = null;
    }
  }
}

function inOrder(tiles: readonly Tile[], order: readonly string[]): readonly Tile[] {
  const at = new Map(order.map((key, index) => [key, index]));
  return tiles.toSorted((a, b) => (at.get(a.key) ?? Infinity) - (at.get(b.key) ?? Infinity));
}
