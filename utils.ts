// The state that middlewares hand to pages, and the `define` helpers typed with it.
import { createDefine } from "fresh";
import type { Api } from "@/server/api/mod.ts";
import type { Theme } from "@/components/base/theme.ts";
import type { Hearing } from "@/server/self_check.ts";
import type { Config } from "@/server/config/read_config.ts";
import type { Locale, T } from "@/i18n/messages.ts";
import type { SignedIn, SignIn } from "@/server/signin/mod.ts";
import type { TurnState } from "@/server/turn/mod.ts";
import type { RoomAdminApi, SignalingStats } from "@/signaling/mod.ts";

/** What is known about the visitor and this server while a request is answered. */
export interface State {
  /** Set by main.ts before any route. */
  config: Config;
  /** Figures of the signaling; null before it runs. Set by main.ts. */
  stats: () => SignalingStats | null;
  /** Whether new connections are taken. Set by main.ts. */
  hearing: () => Hearing;
  /** Null where anybody may make rooms. Set by main.ts. */
  signIn: SignIn | null;
  /** Makes rooms; null before the signaling runs. Set by main.ts. */
  roomAdmin: () => RoomAdminApi | null;
  /** Who signed in. */
  host: SignedIn | null;
  /** For other programs. Set by main.ts. */
  api: Api;
  /** The TURN server inside; null for none. Set by main.ts. */
  turn: () => TurnState | null;
  /** Unexpected errors since the start. Set by main.ts. */
  errors: () => number;
  /** Where the visitor sees this server: "https://example.org". */
  origin: string;
  locale: Locale;
  /** The translator of `locale`. */
  t: T;
  theme: Theme;
}

/** Fresh's helpers for route files. */
export const define = createDefine<State>();
