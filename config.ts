// Every setting: read once, checked, explained. Pure: an environment goes in, a Config comes out.
import { DEFAULT_HISTORY, DEFAULT_ROOM_LIMIT } from "./protocol/limits.ts";
import { isNetwork } from "./signaling/walls/address.ts";

/** What the server was told. Lists are empty, and secrets "", where nothing was set. */
export interface Config {
  /** TCP port; 0 lets the system choose one. */
  readonly port: number;
  readonly host: string;
  /** Paths of the PEM files, or null for plain HTTP. */
  readonly tls: { readonly certPath: string; readonly keyPath: string } | null;
  /** Whose X-Forwarded- headers are believed: nobody's, the next one's, or these networks'. */
  readonly trustProxy: boolean | readonly string[];
  /** Sockets that one address may hold; 0 = any number. */
  readonly addressLimit: number;
  readonly stunUrls: readonly string[];
  readonly turnUrls: readonly string[];
  readonly turnSecret: string;
  /** Life of a TURN credential, in seconds. */
  readonly turnTtl: number;
  /** What the server signs with; "" for a secret of its own, kept in the data folder. */
  readonly secret: string;
  /** Folder for what must outlive a restart. */
  readonly dataDir: string;
  /** Members of one room. */
  readonly roomLimit: number;
  /** What opens /metrics to others than this machine; "" for nobody else. */
  readonly metricsToken: string;
  /** What opens the HTTP API; "" when there is none. */
  readonly apiKey: string;
  /** Rooms open at the same time. */
  readonly roomsLimit: number;
  /** Chat lines that a room keeps; 0 = none. */
  readonly chatHistory: number;
}

/** A setting as it is explained to whoever runs the server. */
export interface Setting {
  readonly name: string;
  /** What holds when it is not set. */
  readonly fallback: string;
  readonly explain: string;
}

/** All settings there are. The README and the start script are checked against this list. */
export const SETTINGS = [
  { name: "PORT", fallback: "7007", explain: "TCP port to listen on." },
  { name: "HOST", fallback: "0.0.0.0", explain: "Address to listen on; :: for IPv6 as well." },
  {
    name: "TLS_CERT",
    fallback: "",
    explain: "Path of the certificate chain (PEM). With TLS_KEY the server speaks HTTPS itself.",
  },
  { name: "TLS_KEY", fallback: "", explain: "Path of the certificate's private key (PEM)." },
  {
    name: "TRUST_PROXY",
    fallback: "0",
    explain:
      "1 behind a reverse proxy that sets X-Forwarded-Host, -Proto and -For; better its address " +
      "(127.0.0.1,10.0.0.0/8), so that nobody else is believed; else 0.",
  },
  {
    name: "STUN_URLS",
    fallback: "stun:stun.l.google.com:19302",
    explain: "STUN servers, separated by commas; set but empty for none.",
  },
  {
    name: "TURN_URLS",
    fallback: "",
    explain:
      "TURN servers, separated by commas, for networks that let no direct connection through.",
  },
  {
    name: "TURN_SECRET",
    fallback: "",
    explain: "Secret shared with the TURN server (coturn: static-auth-secret).",
  },
  {
    name: "TURN_TTL",
    fallback: "600",
    explain: "Seconds for which a TURN credential is good; calls renew theirs in time.",
  },
  {
    name: "SECRET",
    fallback: "",
    explain:
      "What the server signs seats and copies of rooms with, at least 16 letters. Without one it " +
      "makes its own on its first start and keeps it in DATA_DIR.",
  },
  {
    name: "DATA_DIR",
    fallback: "data",
    explain: "Folder for the server's own secret and its rooms.",
  },
  {
    name: "ROOM_LIMIT",
    fallback: String(DEFAULT_ROOM_LIMIT),
    explain:
      "Members of one room. Everybody sends to everybody: more than 8 is too much for phones.",
  },
  {
    name: "METRICS_TOKEN",
    fallback: "",
    explain:
      "Word that opens /metrics from elsewhere (Authorization: Bearer …); else loopback only.",
  },
  {
    name: "API_KEY",
    fallback: "",
    explain: "Key of the HTTP API, by which other programs make rooms; without one there is none.",
  },
  { name: "ROOMS_LIMIT", fallback: "5000", explain: "Rooms that may be open at the same time." },
  {
    name: "ADDRESS_LIMIT",
    fallback: "100",
    explain: "Sockets that one address may hold (IPv6: one /64); 0 = any number.",
  },
  {
    name: "CHAT_HISTORY",
    fallback: String(DEFAULT_HISTORY),
    explain: "Chat lines that a room keeps in memory for those who come later; 0 = none.",
  },
] as const satisfies readonly Setting[];

/** Name of a setting. */
export type SettingName = typeof SETTINGS[number]["name"];

/** Values of settings as the environment has them. */
export type Environment = Readonly<Partial<Record<SettingName, string>>>;

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
    tls: read.tls(),
    trustProxy: read.proxies("TRUST_PROXY"),
    addressLimit: read.integer("ADDRESS_LIMIT", { min: 0, max: 100_000 }),
    stunUrls: read.urls("STUN_URLS", { form: STUN_URL, example: "stun:stun.example.org:3478" }),
    turnUrls: read.urls("TURN_URLS", { form: TURN_URL, example: "turn:turn.example.org:3478" }),
    turnSecret: read.word("TURN_SECRET"),
    turnTtl: read.integer("TURN_TTL", { min: 60, max: 604_800 }),
    secret: read.secret("SECRET"),
    dataDir: read.word("DATA_DIR"),
    roomLimit: read.integer("ROOM_LIMIT", { min: 2, max: 50 }),
    metricsToken: read.secret("METRICS_TOKEN"),
    apiKey: read.secret("API_KEY"),
    roomsLimit: read.integer("ROOMS_LIMIT", { min: 1, max: 1_000_000 }),
    chatHistory: read.integer("CHAT_HISTORY", { min: 0, max: 1_000 }),
  };
  return read.problem ?? turnProblem(config) ?? config;
}

const HOST_AND_PORT = String.raw`(\[[\da-f:.]+\]|[\w.-]+)(:\d{1,5})?`;
/** RFC 7064 */
const STUN_URL = new RegExp(`^stuns?:${HOST_AND_PORT}$`, "i");
/** RFC 7065 */
const TURN_URL = new RegExp(String.raw`^turns?:${HOST_AND_PORT}(\?transport=(udp|tcp))?$`, "i");

const MIN_SECRET = 16;

function turnProblem({ turnUrls, turnSecret }: Config): string | null {
  if (turnUrls.length > 0 && turnSecret === "") {
    return "TURN_SECRET must be set, because TURN_URLS is.";
  }
  if (turnUrls.length === 0 && turnSecret !== "") {
    return "TURN_URLS must be set, because TURN_SECRET is.";
  }
  return null;
}

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

  tls(): Config["tls"] {
    const certPath = this.word("TLS_CERT");
    const keyPath = this.word("TLS_KEY");
    if (certPath === "" && keyPath === "") return null;
    if (keyPath === "") this.#refuse("TLS_KEY must be set, because TLS_CERT is.");
    if (certPath === "") this.#refuse("TLS_CERT must be set, because TLS_KEY is.");
    return { certPath, keyPath };
  }

  #refuse(sentence: string): void {
    this.problem ??= sentence;
  }
}

function fallbackOf(name: SettingName): string {
  return SETTINGS.find((setting) => setting.name === name)?.fallback ?? "";
}
