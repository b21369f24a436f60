// What went wrong, in one sentence, and what one can do about it.
import type { ComponentChildren } from "preact";
import { Icon } from "./Icon.tsx";

interface Props {
  title: string;
  help?: string;
  tone?: "warn" | "danger" | "info";
  /** Buttons. */
  children?: ComponentChildren;
}

/** Read out as soon as it appears. */
export function Problem({ title, help, tone = "warn", children }: Props) {
  return (
    <div class={`problem ${tone}`} role="alert">
      <Icon name={tone === "info" ? "info" : "triangle-alert"} />
      <div class="problem-text">
        <h2 class="problem-title">{title}</h2>
        {help && <p>{help}</p>}
      </div>
      {children && <div class="problem-actions">{children}</div>}
    </div>
  );
}
