// The headers that keep a page to itself. Pure; tests/routes compares them word for word.

/** Features that our own pages may use; all others that a browser might offer are off. */
const ALLOWED = [
  "camera",
  "microphone",
  "display-capture",
  "fullscreen",
  "autoplay",
  "screen-wake-lock",
  "picture-in-picture",
  "speaker-selection",
  "clipboard-write",
];
const FORBIDDEN = [
  "geolocation",
  "usb",
  "payment",
  "serial",
  "hid",
  "midi",
  "accelerometer",
  "gyroscope",
  "magnetometer",
];

/** Two years, in seconds. */
const HSTS_S = 63_072_000;

/** Headers for everything that this server sends, files included. */
export function commonHeaders(origin: string): [name: string, value: string][] {
  return [
    ["x-content-type-options", "nosniff"],
    ["referrer-policy", "no-referrer"],
    ["cross-origin-resource-policy", "same-origin"],
    ...(origin.startsWith("https:")
      ? [["strict-transport-security", `max-age=${HSTS_S}`] satisfies [string, string]]
      : []),
  ];
}

/**
 * Headers for pages, on top of the common ones. `origin` is the one the visitor sees, `nonce` what
 * Fresh puts on the inline scripts that it writes itself ("'nonce-…'"), if it rendered any page.
 */
export function pageHeaders(origin: string, nonce?: string): [name: string, value: string][] {
  return [
    ...commonHeaders(origin),
    ["content-security-policy", contentSecurityPolicy(origin, nonce)],
    ["permissions-policy", permissionsPolicy()],
    ["cross-origin-opener-policy", "same-origin"],
    ["cache-control", "no-store"],
    ["vary", "Accept-Language, Cookie"],
  ];
}

/**
 * No `webrtc 'allow'`: it is what holds anyway, and Chromium reports the word as an error.
 * The sockets are named because 'self' does not cover ws: in every Safari.
 */
function contentSecurityPolicy(origin: string, nonce: string | undefined): string {
  const sockets = origin.replace(/^http/, "ws");
  return [
    "default-src 'none'",
    nonce === undefined ? "script-src 'self'" : `script-src 'self' ${nonce}`,
    "style-src 'self'",
    "img-src 'self' blob: data:",
    "media-src 'self' blob:",
    `connect-src 'self' ${sockets}`,
    "worker-src 'self'",
    "font-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "object-src 'none'",
    "require-trusted-types-for 'script'",
  ].join("; ");
}

function permissionsPolicy(): string {
  return [
    ...ALLOWED.map((feature) => `${feature}=(self)`),
    ...FORBIDDEN.map((feature) => `${feature}=()`),
  ].join(", ");
}
