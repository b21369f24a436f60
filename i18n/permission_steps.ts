// Which of the "how to give permission" texts fits a browser. Pure.

type Steps = "chrome" | "firefox" | "safari" | "ios" | "android" | "other";
type SystemSteps = "windows" | "macos" | "other";

/** Key of the text that tells how to allow camera and microphone in the browser of a user agent. */
export function permissionSteps(userAgent: string): `steps.${Steps}` {
  if (/iPhone|iPad|iPod/.test(userAgent)) return "steps.ios";
  if (/Firefox\//.test(userAgent)) return "steps.firefox"; // on Android, too
  if (/Android/.test(userAgent)) return "steps.android";
  if (/Chrome\/|Chromium\//.test(userAgent)) return "steps.chrome"; // Edge, Opera, Brave as well
  return /Safari\//.test(userAgent) ? "steps.safari" : "steps.other";
}

/** The same for a prohibition by the operating system. */
export function systemSteps(userAgent: string): `steps.os.${SystemSteps}` {
  if (/Windows/.test(userAgent)) return "steps.os.windows";
  return /Mac OS X/.test(userAgent) && !/iPhone|iPad|iPod/.test(userAgent)
    ? "steps.os.macos"
    : "steps.os.other";
}
