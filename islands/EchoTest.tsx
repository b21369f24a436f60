// The echo test: does the server answer, and do others see and hear me?
import "@/i18n/ready.ts";
import { useComputed, useSignal } from "@preact/signals";
import { IS_BROWSER } from "fresh/runtime";
import { useEffect, useMemo } from "preact/hooks";
import { browserPorts } from "@/call/browser/ports.ts";
import { browserRecorder } from "@/call/browser/recorder.ts";
import { TestPage } from "@/call/connection_test/mod.ts";
import { nullPorts } from "@/call/mod.ts";
import { Conclusion } from "@/components/connection_test/Conclusion.tsx";
import { EchoLog } from "@/components/connection_test/EchoLog.tsx";
import { EchoMirror } from "@/components/connection_test/EchoMirror.tsx";
import { TestOutdated } from "@/components/connection_test/TestOutdated.tsx";
import { RemoteAudio } from "@/components/stage/RemoteAudio.tsx";
import { useT } from "@/i18n/active.ts";
import type { Locale } from "@/i18n/locales.ts";

interface Props {
  locale: Locale;
}

export default function EchoTest({ locale }: Props) {
  const t = useT(locale);
  const test = useMemo(
    () => new TestPage(IS_BROWSER ? browserPorts() : nullPorts(), browserRecorder),
    [],
  );
  const blocked = useSignal(false);
  const voices = useComputed(() =>
    test.heard.value ? [{ id: "self", tracks: [test.heard.value.mic], held: [] }] : []
  );
  useEffect(() => {
    test.open();
    return () => test.stop();
  }, []);
  return (
    <>
      {test.outdated.value && <TestOutdated onReload={() => test.reload()} t={t} />}
      <EchoLog test={test} t={t} />
      <EchoMirror test={test} t={t} />
      <Conclusion test={test} t={t} />
      <RemoteAudio
        voices={voices.value}
        gainOf={() => 1}
        speaker={test.local.speaker.value}
        blocked={blocked}
        onSpeakerFailed={(id) => test.noteFailedSpeaker(id)}
      />
    </>
  );
}
