// What the mark of recordings gets from the call.
import type { Call } from "@/call/mod.ts";
import type { T } from "@/i18n/messages.ts";
import type { RecordingMarkProps } from "./RecordingMark.tsx";

export function recordingMarkProps({ recording, membership }: Call, t: T): RecordingMarkProps {
  const { value: me } = membership.me;
  return {
    recorders: recording.recorders.value.flatMap(({ id, name, recording: begun }) =>
      id === me?.id || begun === undefined ? [] : [{ name, begun }]
    ),
    own: recording.state.value,
    agrees: recording.agrees,
    isOut: me?.consent?.agrees === false,
    onShown: (begun) => recording.show(begun),
    onAnswer: (agrees) => recording.answer(agrees),
    onStop: () => recording.stop(),
    t,
  };
}
