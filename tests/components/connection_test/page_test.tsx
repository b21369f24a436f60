// The page of the connection test, before anything was tested.
import assert from "node:assert/strict";
import { TestPage } from "@/call/connection_test/mod.ts";
import { nullPorts } from "@/call/mod.ts";
import { Conclusion } from "@/components/connection_test/Conclusion.tsx";
import { EchoLog } from "@/components/connection_test/EchoLog.tsx";
import { EchoMirror } from "@/components/connection_test/EchoMirror.tsx";
import { Playback } from "@/components/connection_test/Playback.tsx";
import { inEachLanguage, show } from "../kit/mod.ts";

const newTest = () => new TestPage(nullPorts());

inEachLanguage("a message can be typed, and sent once the page is ready", (t) => {
  const test = newTest();
  const page = show(<EchoLog test={test} t={t} />);
  page.reads(t("test.log.empty"));
  assert.ok("disabled" in page.state("button", t("test.send")));
  test.ready.value = true;
  assert.ok(!("disabled" in show(<EchoLog test={test} t={t} />).state("button", t("test.send"))));
});

inEachLanguage("devices are tested by one button", (t) => {
  const test = newTest();
  test.ready.value = true;
  const page = show(<EchoMirror test={test} t={t} />);
  assert.ok(!("disabled" in page.state("button", t("test.start"))));
  assert.deepEqual(page.names("heading"), [t("test.devices")]);
});

inEachLanguage("nothing was tested: steps wait, and there is nothing to record or to keep", (t) => {
  const page = show(<Conclusion test={newTest()} t={t} />);
  page.reads(
    t("test.server"),
    t("device.cam"),
    t("device.mic"),
    t("test.network"),
    t("test.skipped"),
  );
  for (const name of ["test.record", "test.report"] as const) {
    assert.ok("disabled" in page.state("button", t(name)), name);
  }
});

inEachLanguage("a recording has the browser's own controls and a name", (t) => {
  const page = show(
    <Playback recording={new Blob()} speaker={undefined} onSpeakerFailed={() => {}} t={t} />,
  );
  assert.ok(page.html.includes(`aria-label="${t("test.play")}"`));
  assert.ok(page.html.includes("controls"));
});
