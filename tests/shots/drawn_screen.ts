// A screen to share that looks like somebody's slides, since a browser without a display has none.

/** Runs in the page before its own scripts. */
export function drawScreen(title: string): void {
  navigator.mediaDevices.getDisplayMedia = () => {
    const canvas = Object.assign(document.createElement("canvas"), { width: 1600, height: 900 });
    const pen = canvas.getContext("2d");
    const draw = () => {
      if (pen === null) return;
      pen.fillStyle = "#fdfcf8";
      pen.fillRect(0, 0, 1600, 900);
      pen.fillStyle = "#1d2733";
      pen.font = "600 72px sans-serif";
      pen.fillText(title, 120, 180);
      for (const [index, share] of [0.35, 0.55, 0.5, 0.8, 0.95].entries()) {
        pen.fillStyle = index === 4 ? "#1459c7" : "#9fbff0";
        pen.fillRect(120 + 280 * index, 800 - 520 * share, 200, 520 * share);
      }
    };
    draw();
    setInterval(draw, 200);
    return Promise.resolve(canvas.captureStream(5));
  };
}
