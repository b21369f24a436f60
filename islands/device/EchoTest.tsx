// The echo test: does the server answer, and do others see and hear me?
import "@/i18n/ready_all.ts";
import { useSignal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import { browserPorts } from "@/call/browser/ports.ts";
import { browserRecorder } from "@/call/browser/recorder.ts";
import { TestPage } from "@/call/connection_test/mod.ts";
import { nullPorts } from "@/call/null_ports.ts";
import {
  conclusionProps,
  echoLogProps,
  echoMirrorProps,
} from "@/components/connection_test/connection_test_props.ts";
import { Conclusion } from "@/components/connection_test/Conclusion.tsx";
import { EchoLog } from "@/components/connection_test/EchoLog.tsx";
import { EchoMirror } from "@/components/connection_test/EchoMirror.tsx";
import { TestOutdated } from "@/components/connection_test/TestOutdated.tsx";
import { RemoteAudio } from "@/components/stage/RemoteAudio.tsx";
import { useT } from "@/i18n/active.ts";
import type { Locale } from "@/i18n/locales.ts";
import type { T } from "@/i18n/messages.ts";

interface Props {
  locale: Locale;
}

interface OfTest {
  test: TestPage;
  t: T;
}

export default function EchoTest({ locale }: Props) {
  const t = useT(locale);
  const test = useMemo(
    () => new TestPage(typeof Deno === "undefined" ? browserPorts() : nullPorts(), browserRecorder),
    [],
  );
  useEffect(() => {
    test.open();
    return () => test.stop();
  }, []);
  return (
    <>
      {test.outdated.value && <TestOutdated onReload={() => test.reload()} t={t} />}
      <Log test={test} t={t} />
      <Mirror test={test} t={t} />
      <Result test={test} t={t} />
      <OwnSound test={test} />
    </>
  );
}

// Each by itself: a result that changes renders nothing else.

function Log({ test, t }: OfTest) {
  return <EchoLog {...echoLogProps(test, t)} />;
}

function Mirror({ test, t }: OfTest) {
  return <EchoMirror {...echoMirrorProps(test, t)} />;
}

function Result({ test, t }: OfTest) {
  return <Conclusion {...conclusionProps(test, t)} />;
}

function OwnSound({ test }: Pick<OfTest, "test">) {
  const blocked = useSignal(false);
  const heard = test.heard.value;
  return (
    <RemoteAudio
      voices={heard ? [{ id: "self", tracks: [heard.mic], held: [] }] : []}
      gainOf={() => 1}
      speaker={test.local.speaker.value}
      blocked={blocked}
      onSpeakerFailed={(id) => test.noteFailedSpeaker(id)}
    />
  );
}
