// What everybody in a call must know at once: no server, no sound, a device that failed, being alone.
import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import type { ConnectionProblem, DeviceProblem } from "@/call/mod.ts";
import type { T } from "@/i18n/messages.ts";
import { Icon } from "../base/Icon.tsx";
import { signalingText } from "../notifications/connection_text.ts";

/** A server that restarts is back by then, in milliseconds. */
const LONG_OFFLINE_MS = 30_000;

export interface BannersProps {
  /** Whether the server is there. */
  online: boolean;
  /** The server has another version than this page, which a banner of its own says. */
  outdated: boolean;
  /** The server is there, but does not take this page back into its call. */
  unanswered: boolean;
  /** Why the server cannot be reached, where that is known. */
  problem: ConnectionProblem | null;
  /** What is wrong with own devices. */
  problems: Readonly<Partial<Record<"mic" | "camera" | "screen", DeviceProblem>>>;
  /** Others have the room's key, and this page has none. */
  lacksKey: boolean;
  /** Members whose connection was refused or may be listened to. */
  unverified: readonly { id: string; name: string; verification: "forged" | "unproven" }[];
  /** The browser waits for a press before it plays sound. */
  blocked: boolean;
  /** That press. */
  onSound(): void;
  t: T;
  /** What else is urgent. */
  children?: ComponentChildren;
}

/** Lies over the top of the stage; empty most of the time, and always there for screen readers. */
export function Banners(props: BannersProps) {
  const { online, outdated, unanswered, problem, blocked, onSound, children, t } = props;
  return (
    <div class="banners" role="status">
      {children}
      {!online && !outdated && <Offline problem={problem} t={t} />}
      {online && unanswered && <ProblemBanner text={t("connection.unanswered")} />}
      {blocked && (
        <div class="banner">
          <Icon name="volume-x" />
          <p>{t("problem.autoplay.title")}</p>
          <button type="button" class="btn primary" onClick={onSound}>{t("action.sound")}</button>
        </div>
      )}
      {problemTexts(props).map(([key, text]) => text && <ProblemBanner key={key} text={text} />)}
    </div>
  );
}

/** The server cannot be reached; after a while, what one can do about it. */
function Offline({ problem, t }: { problem: ConnectionProblem | null; t: T }) {
  const long = useSignal(false);
  useEffect(() => {
    const timer = setTimeout(() => long.value = true, LONG_OFFLINE_MS);
    return () => clearTimeout(timer);
  }, []);
  if (problem !== null && problem.kind !== "offline" && problem.kind !== "unreachable") {
    const page = globalThis.location?.origin ?? "";
    const { title, help } = signalingText(problem, { page, t });
    return <ProblemBanner text={`${title}. ${help}`} />;
  }
  return (
    <div class="banner warn">
      <Icon name="wifi-off" />
      <p>
        {long.value
          ? `${t("problem.gone.title")}. ${t("problem.gone.help")}`
          : t("connection.reconnecting")}
      </p>
    </div>
  );
}

/** What else is wrong, and what one can do about it; each with a key, and without a text if it is fine. */
function problemTexts(props: BannersProps): [key: string, text: string | false | undefined][] {
  const { lacksKey, unverified, problems: { mic, camera, screen }, t } = props;
  return [
    ["key", lacksKey && t("proof.keyed")],
    ...unverified.map(({ id, name, verification }): [string, string] => [
      id,
      t(`proof.${verification}`, { name }),
    ]),
    ["mic", mic && t(`problem.mic.${nameOf(mic)}.title`)],
    ["camera", camera && t(`problem.cam.${nameOf(camera)}.title`)],
    ["screen", screen && `${t("problem.screen.denied.title")}. ${t("problem.screen.denied.help")}`],
  ];
}

function ProblemBanner({ text }: { text: string }) {
  return (
    <div class="banner warn">
      <Icon name="triangle-alert" />
      <p>{text}</p>
    </div>
  );
}

/** Devices are never opened on an insecure page, so those two codes cannot come here. */
function nameOf(problem: DeviceProblem): Exclude<DeviceProblem, "insecure" | "unsupported"> {
  return problem === "insecure" || problem === "unsupported" ? "none" : problem;
}
