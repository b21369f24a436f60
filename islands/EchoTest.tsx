// The echo test: does the server answer, and do others see and hear me?
import "@/i18n/ready.ts";
import { useComputed, useSignal } from "@preact/signals";
import { IS_BROWSER } from "fresh/runtime";
import { useEffect, useMemo } from "preact/hooks";
import { browserPorts } from "@/call/browser/ports.ts";
import { browserRecorder } from "@/call/browser/record.ts";
import { EchoSession } from "@/call/echo/mod.ts";
import { inertPorts } from "@/call/mod.ts";
import { Conclusion } from "@/components/test/Conclusion.tsx";
import { EchoLog } from "@/components/test/EchoLog.tsx";
import { EchoMirror } from "@/components/test/EchoMirror.tsx";
import { TestOutdated } from "@/components/test/TestOutdated.tsx";
import { Voices } from "@/components/stage/Voices.tsx";
import { useT } from "@/i18n/active.ts";
import type { Locale } from "@/i18n/locales.ts";

interface Props {
  locale: Locale;
}

export default function EchoTest({ locale }: Props) {
  const t = useT(locale);
  const test = useMemo(
    () => new EchoSession(IS_BROWSER ? browserPorts() : inertPorts(), browserRecorder),
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
      <TestOutdated test={test} t={t} />
      <EchoLog test={test} t={t} />
      <EchoMirror test={test} t={t} />
      <Conclusion test={test} t={t} />
      <Voices
        voices={voices.value}
        gainOf={() => 1}
        speaker={test.local.speaker.value}
        blocked={blocked}
        onSpeakerFailed={(id) => test.noteFailedSpeaker(id)}
      />
    </>
  );
}
