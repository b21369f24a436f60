// What went wrong, in one sentence, and what one can do about it.
import type { ComponentChildren } from "preact";
import { Icon } from "./Icon.tsx";

interface Props {
  title: string;
  help?: string;
  tone?: "warn" | "danger" | "info";
  /** Nothing else is on the page: the sentence is its heading. */
  whole?: boolean;
  /** Buttons. */
  children?: ComponentChildren;
}

/** Read out as soon as it appears. */
export function Problem({ title, help, tone = "warn", whole = false, children }: Props) {
  const Heading = whole ? "h1" : "h2";
  return (
    <div class={`problem ${tone}`} role="alert">
      <Icon name={tone === "info" ? "info" : "triangle-alert"} />
      <div class="problem-text">
        <Heading class="problem-title">{title}</Heading>
        {help && <p>{help}</p>}
      </div>
      {children && <div class="problem-actions">{children}</div>}
    </div>
  );
}
