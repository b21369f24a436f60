// A camera that shows one of the four friends of the home page, so that screenshots show people.

/** Who may sit before the camera: the symbols of static/faces.svg. */
export type Friend = "asan" | "gulnar" | "bektur" | "jamila";

/** Runs in the page before its own scripts: every camera is a drawing that nods and blinks. */
export function drawCamera(
  { friend, width = 1280, fps = 10 }: { friend: string; width?: number; fps?: number },
): void {
  const devices = navigator.mediaDevices;
  const open = devices.getUserMedia.bind(devices);
  devices.getUserMedia = async ({ audio = false, video = false } = {}) => {
    const sound = audio === false ? [] : (await open({ audio })).getTracks();
    return new MediaStream([...sound, ...(video === false ? [] : await drawn())]);
  };

  async function drawn(): Promise<MediaStreamTrack[]> {
    const canvas = Object.assign(document.createElement("canvas"), {
      width,
      height: width * 9 / 16,
    });
    const pen = canvas.getContext("2d");
    const face = await portrait();
    pen?.scale(width / 1280, width / 1280);
    const draw = () => {
      if (pen === null) return;
      const wall = pen.createLinearGradient(0, 0, 1280, 720);
      const [light, dark] = WALLS[friend] ?? ["#e6eaef", "#c5ced8"];
      wall.addColorStop(0, light);
      wall.addColorStop(1, dark);
      pen.fillStyle = wall;
      pen.fillRect(0, 0, 1280, 720);
      pen.drawImage(face, 240, 135 + 6 * Math.sin(performance.now() / 700), 800, 600);
    };
    draw();
    setInterval(draw, 1_000 / fps);
    return canvas.captureStream(fps).getVideoTracks();
  }

  const WALLS: Record<string, [string, string]> = {
    asan: ["#dbe8ff", "#9fbff0"],
    gulnar: ["#ffe4e1", "#f0b4ae"],
    bektur: ["#e2f2e1", "#a9d3a6"],
    jamila: ["#fff0cf", "#ecc878"],
  };

  async function portrait(): Promise<HTMLImageElement> {
    const text = await (await fetch("/faces.svg")).text();
    const body = new RegExp(`<symbol id="${friend}"[^>]*>([\\s\\S]*?)</symbol>`).exec(text)?.[1];
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 160 120" width="800" ` +
      `height="600">${body ?? ""}</svg>`;
    const image = new Image();
    image.src = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
    await image.decode();
    return image;
  }
}
