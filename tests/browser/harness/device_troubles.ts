// What happens to a camera that a person does not cause: it is unplugged, or the system takes it for a while.
import type { Person } from "./person.ts";
import { until } from "./wait.ts";

/** Waits until the own tile shows a camera, or one is held back: there is nothing to trouble before. */
async function ownCamera(person: Person): Promise<void> {
  const isShown = () => {
    if ("__camera" in globalThis) return true;
    const own = document.querySelector<HTMLVideoElement>(".is-self video")?.srcObject;
    return own instanceof MediaStream && own.getVideoTracks().length > 0;
  };
  await until(() => person.evaluate(isShown, null), { what: `the own camera of ${person.name}` });
}

/** The camera that the call shows ends, as one that is pulled out. */
export async function unplugCamera(person: Person): Promise<void> {
  await ownCamera(person);
  await person.evaluate(() => {
    const own = document.querySelector<HTMLVideoElement>(".is-self video");
    const [track] = (own?.srcObject as MediaStream).getVideoTracks();
    track?.stop();
    track?.dispatchEvent(new Event("ended"));
  }, null);
}

/** The microphone that the others hear ends, as one that is pulled out. */
export function unplugMicrophone(person: Person): Promise<void> {
  return person.evaluate(() => {
    const senders = globalThis.__probe?.connections.flatMap(({ pc }) => pc.getSenders()) ?? [];
    const heard = senders.flatMap(({ track }) =>
      track?.kind === "audio" && track.readyState === "live" ? [track] : []
    );
    for (const track of new Set(heard)) {
      track.stop();
      track.dispatchEvent(new Event("ended"));
    }
  }, null);
}

/** Whether the others hear a microphone that is there. */
export function sendsVoice(person: Person): Promise<boolean> {
  return person.evaluate(() => {
    const senders = globalThis.__probe?.connections.flatMap(({ pc }) => pc.getSenders()) ?? [];
    return senders.some(({ track }) =>
      track?.kind === "audio" && track.readyState === "live" && track.enabled
    );
  }, null);
}

/** The system takes the own camera, or gives it back. */
export async function holdCameraBack(person: Person, muted: boolean): Promise<void> {
  await ownCamera(person);
  await person.evaluate((muted) => {
    const page = globalThis as { __camera?: MediaStreamTrack | undefined };
    const own = document.querySelector<HTMLVideoElement>(".is-self video")?.srcObject;
    const camera = page.__camera ??= (own as MediaStream).getVideoTracks()[0];
    Object.defineProperty(camera, "muted", { configurable: true, value: muted });
    camera?.dispatchEvent(new Event(muted ? "mute" : "unmute"));
  }, muted);
}
