// What everybody in a call must know at once: no server, no sound, a device that failed, being alone.
import { type Signal, useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import type { Call, ConnectionProblem } from "@/call/mod.ts";
import type { T } from "@/i18n/messages.ts";
import { Icon } from "../base/Icon.tsx";
import { signalingText } from "../notifications/connection_text.ts";

/** A server that restarts is back by then, in milliseconds. */
const LONG_OFFLINE_MS = 30_000;

interface Props {
  call: Call;
  /** The browser waits for a click before it plays sound. */
  blocked: Signal<boolean>;
  t: T;
  /** What else is urgent. */
  children?: ComponentChildren;
}

/** Lies over the top of the stage; empty most of the time, and always there for screen readers. */
export function Banners({ call, blocked, t, children }: Props) {
  const { membership: { online, outdated, problem }, media: { problems } } = call;
  return (
    <div class="banners" role="status">
      {children}
      {!online.value && !outdated.value && <Offline trouble={problem.value} t={t} />}
      {blocked.value && (
        <div class="banner">
          <Icon name="volume-x" />
          <p>{t("problem.autoplay.title")}</p>
          <button
            type="button"
            class="btn primary"
            onClick={() => blocked.value = false}
          >
            {t("action.sound")}
          </button>
        </div>
      )}
      <Doubts call={call} t={t} />
      {problems.value.mic && (
        <ProblemBanner
          text={t(`problem.mic.${nameOf(problems.value.mic)}.title`)}
        />
      )}
      {problems.value.camera && (
        <ProblemBanner text={t(`problem.cam.${nameOf(problems.value.camera)}.title`)} />
      )}
      {problems.value.screen && (
        <ProblemBanner
          text={`${t("problem.screen.denied.title")}. ${t("problem.screen.denied.help")}`}
        />
      )}
    </div>
  );
}

/** The server cannot be reached; after a while, what one can do about it. */
function Offline({ trouble, t }: { trouble: ConnectionProblem | null; t: T }) {
  const long = useSignal(false);
  useEffect(() => {
    const timer = setTimeout(() => long.value = true, LONG_OFFLINE_MS);
    return () => clearTimeout(timer);
  }, []);
  if (
    trouble !== null && trouble.kind !== "offline" &&
    trouble.kind !== "unreachable"
  ) {
    const { title, help } = signalingText(trouble, {
      page: globalThis.location?.origin ?? "",
      t,
    });
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

/** Whose connection was not made, or may be listened to, and what one can do about it. */
function Doubts({ call, t }: { call: Call; t: T }) {
  const { members } = call.membership;
  const nameOf = (id: string) => members.value.find((one) => one.id === id)?.name ?? "";
  const verifications = [...call.connections.verifications.value];
  return (
    <>
      {call.encryption.lacksKey.value && <ProblemBanner text={t("proof.keyed")} />}
      {verifications.map(([id, verification]) =>
        (verification === "forged" || verification === "unproven") && (
          <ProblemBanner key={id} text={t(`proof.${verification}`, { name: nameOf(id) })} />
        )
      )}
    </>
  );
}

function ProblemBanner({ text }: { text: string }) {
  return (
    <div class="banner warn">
      <Icon name="triangle-alert" />
      <p>{text}</p>
    </div>
  );
}

type Problem = NonNullable<Call["media"]["problems"]["value"]["mic"]>;

/** Devices are never opened on an insecure page, so those two codes cannot come here. */
function nameOf(problem: Problem): Exclude<Problem, "insecure" | "unsupported"> {
  return problem === "insecure" || problem === "unsupported" ? "none" : problem;
}
