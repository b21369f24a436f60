// Cameras, microphones and screens in WebKit, the engine of Safari. Debian's has everything but
// connections, so a class that makes none stands in for them: whoever is alone needs none.
import { fillName, join, openRoom, turn } from "./harness/actions.ts";
import { framesRise } from "./harness/media.ts";
import { pass } from "./harness/middle_man.ts";
import { buildOnce, Server } from "./harness/server.ts";
import { setStage } from "./harness/stage.ts";
import { webKitMissing } from "./harness/webkit.ts";
import { until } from "./harness/wait.ts";

const OWN = "[data-kind=camera] video";
const STAND_IN = `globalThis.RTCPeerConnection ??= class extends EventTarget {
  static generateCertificate() {
    return Promise.reject(new Error("a stand-in has no keys"));
  }
};`;

const stage = setStage({ origin: async () => (await play()).origin });
let playing: Promise<{ origin: string; close(): Promise<void> }> | null = null;
const play = () => playing ??= startPlay();
Deno.test.afterAll(async () => await (await playing)?.close());

/** The product behind a proxy that gives each page the stand-in, and lets no WebSocket through. */
async function startPlay(): Promise<{ origin: string; close(): Promise<void> }> {
  await buildOnce();
  const server = await Server.start({ env: { TRUST_PROXY: "1" } });
  const proxy = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, async (request) => {
    const { pathname, search, host } = new URL(request.url);
    if (pathname === "/stand-in.js") {
      return new Response(STAND_IN, { headers: { "content-type": "text/javascript" } });
    }
    if (request.headers.has("upgrade")) return new Response(null, { status: 400 });
    const answer = await pass(request, {
      place: `localhost:${server.port}${pathname}${search}`,
      host,
    });
    if (!answer.headers.get("content-type")?.startsWith("text/html")) return answer;
    const page = await answer.text();
    return new Response(page.replace("<head>", '<head><script src="/stand-in.js"></script>'), {
      status: answer.status,
      headers: answer.headers,
    });
  });
  return {
    origin: `http://localhost:${proxy.addr.port}`,
    close: async () => {
      await proxy.shutdown();
      await server.stop();
    },
  };
}

Deno.test({
  name: "WebKit shows its camera before and in a call, changes it, switches it, and shows a screen",
  ignore: await webKitMissing() !== null,
  fn: stage.scene(async ({ newWebKitPerson, room }) => {
    const gulnar = await newWebKitPerson({ name: "Гүлнар" });
    await openRoom(gulnar, room);
    await fillName(gulnar);
    await turn(gulnar, "cam", true);
    await framesRise(gulnar, ".preview video");
    await until(() => gulnar.evaluate(levelOf, null), { what: "a beep on the level" });
    await join(gulnar);
    await framesRise(gulnar, OWN);
    await gulnar.evaluate((own) => document.querySelector<HTMLVideoElement>(own)?.pause(), OWN);
    await framesRise(gulnar, OWN);
    await turn(gulnar, "mic", false);
    await turn(gulnar, "cam", false);
    await turn(gulnar, "cam", true);
    await framesRise(gulnar, OWN);
    await turn(gulnar, "mic", true);
    await gulnar.click("button", "Камеранын жөндөөлөрү");
    await gulnar.click("menuitemradio", "Mock video device 2");
    await until(() => gulnar.evaluate(cameraInUse, OWN), {
      what: "the other camera",
      ok: (label) => label === "Mock video device 2",
    });
    await framesRise(gulnar, OWN);
    await turn(gulnar, "screen", true);
    await framesRise(gulnar, "[data-kind=screen] video");
    await turn(gulnar, "screen", false);
    await framesRise(gulnar, OWN);
  }),
});

/** Runs in the page: what the microphone's meter shows, in percent. */
function levelOf(): number {
  const meter = document.querySelector(".meter");
  return Number(meter?.getAttribute("aria-valuenow") ?? 0);
}

/** Runs in the page: the label of the camera that a `<video>` shows. */
function cameraInUse(selector: string): string | undefined {
  const { srcObject } = document.querySelector<HTMLVideoElement>(selector) ?? {};
  return srcObject instanceof MediaStream ? srcObject.getVideoTracks()[0]?.label : undefined;
}
