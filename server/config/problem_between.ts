// Settings that are right by themselves and wrong together: pure.
import type { Config } from "./config.ts";

/** A sentence that names the setting which is wrong beside another one; null if none is. */
export function problemBetween(config: Config): string | null {
  return httpPortProblem(config) ?? ownTurnProblem(config) ?? turnProblem(config) ??
    redisProblem(config);
}

function httpPortProblem({ httpPort, port, tls }: Config): string | null {
  if (httpPort === null) return null;
  if (tls === null) return "TLS_CERT must be set, because HTTP_PORT is.";
  return httpPort === port ? "HTTP_PORT must be another port than PORT." : null;
}

/** A seat, an invitation or a snapshot that one process made has to be good at the others. */
function redisProblem({ redisUrl, secret }: Config): string | null {
  return redisUrl !== "" && secret === "" ? "SECRET must be set, because REDIS_URL is." : null;
}

function ownTurnProblem({ turn, turnUrls, redisUrl, port, stun }: Config): string | null {
  if (turn === null) return null;
  if (turnUrls.length > 0) return "TURN must be 0, because TURN_URLS is set: it names another one.";
  if (redisUrl !== "") {
    return "TURN must be 0, because REDIS_URL is set: several processes need one coturn for all.";
  }
  if (turn.port === port) return "TURN_PORT must be another port than PORT.";
  if (turn.port === stun?.port) return "TURN_PORT must be another port than STUN_PORT.";
  const [first, last] = turn.ports;
  const between = [turn.port, stun?.port ?? 0].find((one) => one >= first && one <= last);
  return between === undefined ? null : `TURN_PORTS must not have port ${between} among them.`;
}

function turnProblem({ turnUrls, turnSecret }: Config): string | null {
  if (turnUrls.length > 0 && turnSecret === "") {
    return "TURN_SECRET must be set, because TURN_URLS is.";
  }
  if (turnUrls.length === 0 && turnSecret !== "") {
    return "TURN_URLS must be set, because TURN_SECRET is.";
  }
  return null;
}
