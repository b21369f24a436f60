// Settings that are possible each by itself and do not go together.
import type { Config, Environment, SettingName } from "../../server/config/read_config.ts";
import { isLoopbackHost } from "../../server/limits/known_hosts.ts";
import { type Finding, well, wrong } from "./finding.ts";

const SECRETS: readonly SettingName[] = [
  "SECRET",
  "METRICS_TOKEN",
  "API_KEY",
  "TURN_SECRET",
  "OIDC_CLIENT_SECRET",
];
/** What the example configuration of coturn has in place of a secret. */
const EXAMPLE_SECRETS = ["A-LONG-RANDOM-SECRET", "THE-SAME-SECRET"];
const MIN_SECRET = 16;

/** Pure. Of several faults all are told. */
export function checkSettings(config: Config, environment: Environment): Finding[] {
  const { host, tls, trustProxy, turnSecret, stun } = config;
  const found: Finding[] = [];
  const isOpen = !isLoopbackHost(host);
  if (trustProxy === true && isOpen) found.push(wrong("settings.openTrust"));
  if (tls === null && trustProxy === false && isOpen) found.push(wrong("settings.noHttps"));
  found.push(...sameSecrets(environment));
  if (turnSecret !== "" && isWeak(turnSecret)) found.push(wrong("settings.weakSecret"));
  if (stun !== null && isLoopbackHost(stun.host) && (trustProxy !== false || isOpen)) {
    found.push(wrong("settings.stunLoopback"));
  }
  return found.length > 0 ? found : [well("settings.ok")];
}

function isWeak(secret: string): boolean {
  return secret.length < MIN_SECRET || EXAMPLE_SECRETS.includes(secret);
}

function sameSecrets(environment: Environment): Finding[] {
  const seen = new Map<string, SettingName>();
  const found: Finding[] = [];
  for (const other of SECRETS) {
    const value = environment[other] ?? "";
    const one = value === "" ? undefined : seen.get(value);
    if (one !== undefined) found.push(wrong("settings.sameSecret", { one, other }));
    seen.set(value, other);
  }
  return found;
}
