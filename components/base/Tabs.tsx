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
  const { label, names, chosen, children } = props;
  const id = useId();
  return (
    <>
      <div
        class="tabs"
        role="tablist"
        aria-label={label}
        onKeyDown={(event) => rove(event, "horizontal")}
      >
        {names.map((name) => <Tab key={name} id={id} name={name} {...props} />)}
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

type TabProps<Name extends string> = Pick<Props<Name>, "titleOf" | "chosen" | "onChoose"> & {
  id: string;
  name: Name;
};

function Tab<Name extends string>({ id, name, titleOf, chosen, onChoose }: TabProps<Name>) {
  return (
    <button
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
  );
}
