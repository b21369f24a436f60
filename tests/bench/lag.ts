// Loaded into a server before its own modules: how late its event loop is; told when asked by SIGUSR2.

const EVERY_MS = 5;
let late: number[] = [];
let last = performance.now();

const timer = setInterval(() => {
  const now = performance.now();
  late.push(Math.max(0, now - last - EVERY_MS));
  last = now;
}, EVERY_MS);
Deno.unrefTimer(timer);

Deno.addSignalListener("SIGUSR2", () => {
  const sorted = late.toSorted((a, b) => a - b);
  const at = (part: number) => Math.round(sorted[Math.floor(part * (sorted.length - 1))] ?? NaN);
  console.log(`lag ${at(0.5)} ${at(0.99)} ${at(1)}`);
  late = [];
});
