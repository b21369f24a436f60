// What to tell somebody who is not let in, and the one thing to do about it: every code has its own.
import type { Failure } from "@/call/mod.ts";
import type { Key } from "@/i18n/messages.ts";

/** What the button does; "password" is the field below, which takes the focus by itself. */
export type RefusalAction = "retry" | "reload" | "home" | "password";

export interface RefusalText {
  title: Key;
  help: Key;
  action: RefusalAction;
  tone: "danger" | "info";
}

/** A code without a row here does not compile. */
export const REFUSALS = {
  "invalid": row("invalid", "reload"),
  "too-fast": row("too-fast", "retry"),
  "room-full": { ...row("room-full", "retry"), title: "problem.full.title" },
  "server-full": row("server-full", "retry"),
  "not-in-room": row("not-in-room", "retry"),
  "not-allowed": row("not-allowed", "home"),
  "no-such-line": row("no-such-line", "reload"),
  "no-such-member": row("no-such-member", "reload"),
  "waiting": { ...row("waiting", "retry"), tone: "info" },
  "too-many-waiting": row("too-many-waiting", "retry"),
  "too-many": row("too-many", "reload"),
  "not-kept": row("not-kept", "retry"),
  "address-full": row("address-full", "retry"),
  "password-needed": { ...row("password-needed", "password"), tone: "info" },
  "wrong-password": {
    ...row("wrong-password", "password"),
    title: "problem.password.title",
    help: "problem.password.help",
  },
  "bad-invite": row("bad-invite", "reload"),
  "no-such-room": row("no-such-room", "home"),
  "removed": row("removed", "home"),
  "restarting": { ...row("restarting", "retry"), tone: "info" },
  "internal": row("internal", "retry"),
  "offline": row("offline", "retry"),
  "timeout": row("timeout", "retry"),
  "turned-away": row("turned-away", "retry"),
  "page-incomplete": row("page-incomplete", "reload"),
} as const satisfies Record<Failure, RefusalText>;

function row<C extends Failure, A extends RefusalAction>(code: C, action: A) {
  return { title: `refused.${code}`, help: `error.${code}`, action, tone: "danger" } as const;
}
