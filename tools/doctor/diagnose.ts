// All checks of the doctor, one after the other where one needs what another has found.
import { type Environment, readConfig } from "../../server/config/read_config.ts";
import { checkServedCertificate, checkTlsFiles } from "./certificate_check.ts";
import { type Finding, wrong } from "./finding.ts";
import { checkDisk, checkFiles } from "./machine_check.ts";
import { checkMedia } from "./media_check.ts";
import { checkOidc } from "./oidc_check.ts";
import { checkSettings } from "./settings_check.ts";
import { checkTurnInside } from "./turn_check.ts";
import { checkWeb } from "./web_check.ts";

/** What the doctor looks at. */
export interface Patient {
  environment: Environment;
  /** Where visitors see the server, if it is known; else it is asked at the address it listens on. */
  url: URL | null;
  /** Milliseconds since 1970. */
  now: () => number;
}

/** Everything that it finds, in the order of the report. */
export async function diagnose({ environment, url, now }: Patient): Promise<Finding[]> {
  const config = readConfig(environment);
  if (typeof config === "string") return [wrong("settings.unusable", { sentence: config })];
  const address = url ?? ownAddress(config);
  const host = address.hostname.replace(/^\[|\]$/g, "");
  const served = await checkServedCertificate(address, now());
  const isServed = served.every(({ ok, says }) => ok || says === "certificate.ends");
  const hasProxy = config.trustProxy !== false;
  const ownStunPort = config.stun?.isTold ? config.stun.port : null;
  const inside = checkTurnInside(config);
  const ownTurn = () => inside.own;
  const peers = config.turn?.peers ?? [];
  const [web, media, oidc] = await Promise.all([
    // Without a certificate that holds, nothing behind it can be asked.
    isServed ? checkWeb({ url: address, token: config.metricsToken, hasProxy, now }) : [],
    checkMedia({ ...config, ownStunPort, ownTurn }, { host: address.hostname, now: now(), peers }),
    checkOidc(config.oidc),
  ]);
  return [
    ...checkSettings(config, environment),
    ...served.length > 0 ? served : checkTlsFiles(config.tls, host, now()),
    ...web,
    ...inside.found,
    ...media.filter(({ says }) => config.turn === null || says !== "turn.unset"),
    ...oidc,
    ...checkDisk(config.dataDir),
    ...checkFiles(),
  ];
}

function ownAddress({ host, port, tls }: { host: string; port: number; tls: unknown }): URL {
  const everywhere = host === "0.0.0.0" || host === "::";
  const name = everywhere ? "localhost" : host.includes(":") ? `[${host}]` : host;
  return new URL(`${tls === null ? "http" : "https"}://${name}:${port}`);
}
