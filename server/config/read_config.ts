// Every setting: read once and checked. Pure: an environment goes in, a Config comes out.
import type { Config } from "./config.ts";
import { problemBetween } from "./problem_between.ts";
import { type Environment, type SettingName, SETTINGS } from "./settings.ts";
import { OPEN_ROOMS, type OpenRooms } from "../../protocol/open_rooms.ts";
import { HOST_ONLY, isIssuer, isWebSocket, OWN_STUN, STUN_URL, TURN_URL } from "./forms.ts";
import { isIP } from "node:net";
import { isNetwork } from "../../signaling/gateway/client_address.ts";

export type { Config } from "./config.ts";
export { type Environment, type SettingName, SETTINGS } from "./settings.ts";

/** Asks for every setting by its name, so that a permission for exactly these names is enough. */
export function environmentFrom(get: (name: SettingName) => string | undefined): Environment {
  const entries = SETTINGS.map(({ name }) => [name, get(name)] as const);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

/** The configuration, or one sentence that names the setting which is wrong. */
export function readConfig(environment: Environment): Config | string {
  const read = new Reader(environment);
  const config: Config = {
    port: read.integer("PORT", { min: 0, max: 65_535 }),
    host: read.word("HOST"),
    hosts: read.urls("HOSTS", { form: HOST_ONLY, example: "meet.example.org" }),
    httpPort: read.httpPort(),
    tls: read.tls(),
    trustProxy: read.proxies("TRUST_PROXY"),
    addressLimit: read.integer("ADDRESS_LIMIT", { min: 0, max: 100_000 }),
    stunUrls: read.stunUrls().filter((url) => url !== OWN_STUN),
    stun: read.stun(),
    turn: read.turn(),
    turnUrls: read.urls("TURN_URLS", { form: TURN_URL, example: "turn:turn.example.org:3478" }),
    turnSecret: read.word("TURN_SECRET"),
    turnTtl: read.integer("TURN_TTL", { min: 60, max: 604_800 }),
    sfu: read.sfu(),
    secret: read.secret("SECRET"),
    redisUrl: read.redisUrl("REDIS_URL"),
    dataDir: read.word("DATA_DIR"),
    roomLimit: read.integer("ROOM_LIMIT", { min: 2, max: 50 }),
    metricsToken: read.secret("METRICS_TOKEN"),
    oidc: read.oidc(),
    openRooms: read.openRooms("OPEN_ROOMS"),
    apiKey: read.secret("API_KEY"),
    roomsLimit: read.integer("ROOMS_LIMIT", { min: 1, max: 1_000_000 }),
    chatHistory: read.integer("CHAT_HISTORY", { min: 0, max: 1_000 }),
    fileLimit: read.integer("FILES", { min: 0, max: 1 }) *
      read.integer("FILE_LIMIT", { min: 1, max: 16_384 }) * 2 ** 20,
    chatMemoryMs: 1_000 * read.integer("CHAT_MEMORY", { min: 0, max: 604_800 }),
  };
  return read.problem ?? problemBetween(config) ?? config;
}

const MIN_SECRET = 16;
/** Fewer would not do for one full room. */
const MIN_RELAY_PORTS = 100;

/** Reads settings one by one and remembers the first that is wrong. */
class Reader {
  problem: string | null = null;
  readonly #environment: Environment;

  constructor(environment: Environment) {
    this.#environment = environment;
  }

  /** Only STUN_URLS means something else when it is empty than when it is not set. */
  word(name: SettingName): string {
    const value = this.#environment[name]?.trim();
    if (value === undefined || (value === "" && name !== "STUN_URLS")) return fallbackOf(name);
    return value;
  }

  integer(name: SettingName, { min, max }: { min: number; max: number }): number {
    const text = this.word(name);
    const number = /^\d{1,9}$/.test(text) ? Number(text) : NaN;
    if (!(number >= min && number <= max)) {
      this.#refuse(`${name} must be a whole number from ${min} to ${max}, not "${text}".`);
    }
    return number;
  }

  httpPort(): number | null {
    const name = "HTTP_PORT";
    return this.word(name) === "" ? null : this.integer(name, { min: 1, max: 65_535 });
  }

  proxies(name: SettingName): boolean | string[] {
    const text = this.word(name);
    if (text === "0" || text === "1") return text === "1";
    const networks = text.split(/[\s,]+/).filter((network) => network !== "");
    const wrong = networks.find((network) => !isNetwork(network));
    if (wrong !== undefined) {
      this.#refuse(`${name} must be 0, 1 or addresses like 10.0.0.0/8, not "${wrong}".`);
    }
    return networks;
  }

  /** Never repeated in a sentence: logs are read by many. */
  secret(name: SettingName): string {
    const value = this.word(name);
    if (value !== "" && value.length < MIN_SECRET) {
      this.#refuse(`${name} must have at least ${MIN_SECRET} letters.`);
    }
    return value;
  }

  urls(name: SettingName, { form, example }: { form: RegExp; example: string }): string[] {
    const urls = this.word(name).split(/[\s,]+/).filter((url) => url !== "");
    const wrong = urls.find((url) => !form.test(url));
    if (wrong !== undefined) {
      this.#refuse(`${name} must list addresses like ${example}, not "${wrong}".`);
    }
    return urls;
  }

  /** Never repeated in a sentence: it may have a password. */
  redisUrl(name: SettingName): string {
    const text = this.word(name);
    const url = URL.parse(text);
    const isOne = url !== null && /^rediss?:$/.test(url.protocol) && url.hostname !== "";
    if (text !== "" && !isOne) {
      this.#refuse(`${name} must be an address like redis://127.0.0.1:6379.`);
    }
    return text;
  }

  stunUrls(): string[] {
    return this.urls("STUN_URLS", { form: STUN_URL, example: "stun:stun.example.org:3478" });
  }

  /** It listens where browsers are told of it, and wherever its port is named. */
  stun(): Config["stun"] {
    const isTold = this.stunUrls().includes(OWN_STUN);
    const isNamed = this.word("STUN_PORT") !== "";
    if (!isTold && !isNamed) return null;
    const port = this.integer(isNamed ? "STUN_PORT" : "PORT", { min: 0, max: 65_535 });
    const host = this.word("STUN_HOST") || this.word("HOST");
    return port === 0 ? null : { host, port, isTold };
  }

  turn(): Config["turn"] {
    const isOn = this.integer("TURN", { min: 0, max: 1 }) === 1;
    const port = this.integer("TURN_PORT", { min: 1, max: 65_535 });
    const addresses = this.#list("TURN_ADDRESS", { holds: isIP, example: "192.0.2.1" });
    if (new Set(addresses.map(isIP)).size < addresses.length) {
      this.#refuse("TURN_ADDRESS may have one IPv4 and one IPv6 address, not two of one kind.");
    }
    const peers = this.#list("TURN_PEERS", { holds: isNetwork, example: "10.0.0.0/8" });
    const ports = this.#ports("TURN_PORTS");
    const host = this.word("STUN_HOST") || this.word("HOST");
    return isOn ? { host, port, addresses, ports, peers } : null;
  }

  sfu(): Config["sfu"] {
    const [url, secret] = [this.word("SFU_URL"), this.secret("SFU_SECRET")];
    const meshMax = this.integer("MESH_MAX", { min: 2, max: 50 });
    if (url === "") {
      if (secret !== "") this.#refuse("SFU_URL must be set, because SFU_SECRET is.");
      return null;
    } else if (secret === "") this.#refuse("SFU_SECRET must be set, because SFU_URL is.");
    if (!isWebSocket(url)) {
      this.#refuse(`SFU_URL must be an address like ws://127.0.0.1:8188, not "${url}".`);
    }
    return { url, secret, meshMax };
  }

  tls(): Config["tls"] {
    const certPath = this.word("TLS_CERT");
    const keyPath = this.word("TLS_KEY");
    if (certPath === "" && keyPath === "") return null;
    if (keyPath === "") this.#refuse("TLS_KEY must be set, because TLS_CERT is.");
    if (certPath === "") this.#refuse("TLS_CERT must be set, because TLS_KEY is.");
    return { certPath, keyPath };
  }

  oidc(): Config["oidc"] {
    const names = ["OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET"] as const;
    const [issuer, clientId, clientSecret] = names.map((name) => this.word(name));
    const missing = names.find((name) => this.word(name) === "");
    if (!issuer && !clientId && !clientSecret) return null;
    if (missing !== undefined || !issuer || !clientId || !clientSecret) {
      const set = names.find((name) => this.word(name) !== "");
      this.#refuse(`${missing} must be set, because ${set} is.`);
      return null;
    }
    if (!isIssuer(issuer)) {
      this.#refuse(`OIDC_ISSUER must be an address like https://id.example.org, not "${issuer}".`);
    }
    const hosts = this.urls("OIDC_HOSTS", { form: HOST_ONLY, example: "id.example.org" });
    return { issuer, clientId, clientSecret, hosts };
  }

  /** Where people sign in to make a room, typing a name makes none, unless the operator says so. */
  openRooms(name: SettingName): OpenRooms {
    const text = this.word(name) || (this.word("OIDC_ISSUER") === "" ? "allowed" : "none");
    const known = OPEN_ROOMS.find((each) => each === text);
    if (known === undefined) {
      this.#refuse(`${name} must be ${OPEN_ROOMS.join(", ")}, not "${text}".`);
    }
    return known ?? "none";
  }

  #list(
    name: SettingName,
    { holds, example }: { holds: (text: string) => boolean | number; example: string },
  ): string[] {
    const found = this.word(name).split(/[\s,]+/).filter((one) => one !== "");
    const wrong = found.find((one) => !holds(one));
    if (wrong !== undefined) {
      this.#refuse(`${name} must list addresses like ${example}, not "${wrong}".`);
    }
    return found;
  }

  #ports(name: SettingName): [number, number] {
    const text = this.word(name);
    const [, first = 0, last = 0] = (/^(\d{1,5})-(\d{1,5})$/.exec(text) ?? []).map(Number);
    if (first < 1024 || last > 65_535 || last - first < MIN_RELAY_PORTS - 1) {
      this.#refuse(
        `${name} must be at least ${MIN_RELAY_PORTS} ports from 1024 to 65535, like ` +
          `49152-65535, not "${text}".`,
      );
    }
    return [first, last];
  }

  #refuse(sentence: string): void {
    this.problem ??= sentence;
  }
}

function fallbackOf(name: SettingName): string {
  return SETTINGS.find((setting) => setting.name === name)?.fallback ?? "";
}
