// What the parts of the connection test's page get from the test.
import type { TestPage } from "@/call/connection_test/mod.ts";
import type { T } from "@/i18n/messages.ts";
import type { ConclusionProps } from "./Conclusion.tsx";
import type { EchoLogProps } from "./EchoLog.tsx";
import type { EchoMirrorProps } from "./EchoMirror.tsx";

export function echoLogProps({ echo, ready }: TestPage, t: T): EchoLogProps {
  return {
    log: echo.log.value,
    ready: ready.value,
    onSend: (text) => void echo.send(text),
    t,
  };
}

export function echoMirrorProps(test: TestPage, t: T): EchoMirrorProps {
  const { local } = test;
  return {
    support: local.support.value,
    problems: local.problems.value,
    ready: test.ready.value,
    running: test.running.value,
    connected: test.state.value === "connected",
    picture: local.flags.value.camera ? test.heard.value?.camera ?? null : null,
    onStart: () => void test.start(),
    onStop: () => test.stop(),
    onRetry: (kind) => void test.retry(kind),
    t,
  };
}

export function conclusionProps(test: TestPage, t: T): ConclusionProps {
  return {
    result: test.test.result.value,
    conclusion: test.test.conclusion.value,
    level: test.test.level,
    canRecord: test.heard.value !== null,
    isRecording: test.isRecording.value,
    recording: test.recording.value,
    speaker: test.local.speaker.value,
    onRecord: () => void test.record(),
    onSpeakerFailed: (id) => test.noteFailedSpeaker(id),
    t,
  };
}
