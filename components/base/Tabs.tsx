// Tabs: one panel at a time, chosen by arrows or a press (ARIA tabs pattern).
import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";
import { rove } from "./roving.ts";

interface Props<Name extends string> {
  label: string;
  names: readonly Name[];
  titleOf(name: Name): string;
  chosen: Name;
  onChoose(name: Name): void;
  children: ComponentChildren;
}

/** `children` are what the chosen tab shows. */
export function Tabs<Name extends string>(props: Props<Name>) {
  const { label, names, titleOf, chosen, onChoose, children } = props;
  const id = useId();
  return (
    <>
      <div
        class="tabs"
        role="tablist"
        aria-label={label}
        onKeyDown={(event) => rove(event, "horizontal")}
      >
        {names.map((name) => (
          <button
            key={name}
            type="button"
            role="tab"
            id={`${id}-${name}`}
            aria-selected={name === chosen}
            aria-controls={`${id}-panel`}
            tabIndex={name === chosen ? 0 : -1}
            onClick={() => onChoose(name)}
            onFocus={({ currentTarget }) => {
              // By keys. A press chooses when it is over: nothing may move under a mouse that is down.
              if (currentTarget.matches(":focus-visible")) onChoose(name);
            }}
          >
            {titleOf(name)}
          </button>
        ))}
      </div>
      <div
        class="tab-panel stack"
        role="tabpanel"
        id={`${id}-panel`}
        aria-labelledby={`${id}-${chosen}`}
        tabIndex={-1}
      >
        {children}
      </div>
    </>
  );
}
