// Every setting there is: its name, what holds without it, what it means.
import {
  DEFAULT_FILE_LIMIT,
  DEFAULT_HISTORY,
  DEFAULT_MESH_MAX,
  DEFAULT_ROOM_LIMIT,
  SEAT_MEMORY_MS,
} from "../../protocol/limits.ts";

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
    name: "HOSTS",
    fallback: "",
    explain:
      "Names under which this server answers (meet.example.org), separated by commas; addresses " +
      "and localhost always. Set it where it speaks http: DNS rebinding; empty for any.",
  },
  {
    name: "TLS_CERT",
    fallback: "",
    explain: "Path of the certificate chain (PEM). With TLS_KEY the server speaks HTTPS itself.",
  },
  { name: "TLS_KEY", fallback: "", explain: "Path of the certificate's private key (PEM)." },
  {
    name: "HTTP_PORT",
    fallback: "",
    explain: "With TLS_CERT: port (80, as a rule) that leads visitors from http:// to https://.",
  },
  {
    name: "TRUST_PROXY",
    fallback: "0",
    explain:
      "1 behind a reverse proxy that sets X-Forwarded-Host, -Proto and -For; better its address " +
      "(127.0.0.1,10.0.0.0/8), so that nobody else is believed; else 0.",
  },
  {
    name: "STUN_URLS",
    fallback: "own",
    explain:
      "STUN servers that browsers are told of, separated by commas; own is the one inside this " +
      "server, under the name by which the visitor came. Set but empty for none.",
  },
  {
    name: "STUN_PORT",
    fallback: "",
    explain: "UDP port of the STUN server inside; PORT's number if not set, 0 for no such server.",
  },
  {
    name: "STUN_HOST",
    fallback: "",
    explain:
      "Address on which STUN and TURN inside listen; HOST if not set (behind a proxy: 0.0.0.0).",
  },
  {
    name: "TURN",
    fallback: "0",
    explain:
      "1: a TURN server inside, for networks that let no direct connection through (needs coturn " +
      "on this machine); 0: none.",
  },
  { name: "TURN_PORT", fallback: "3478", explain: "Its UDP and TCP port." },
  {
    name: "TURN_ADDRESS",
    fallback: "",
    explain:
      "Address under which the world sees this machine, where it is not one of its own (behind " +
      "NAT, as in most clouds); one IPv4 and one IPv6 address at most.",
  },
  {
    name: "TURN_PORTS",
    fallback: "49152-65535",
    explain: "UDP ports of its relays, which have to be open to the world, too.",
  },
  {
    name: "TURN_PEERS",
    fallback: "",
    explain:
      "Private networks (10.0.0.0/8), separated by commas, into which its relays may lead; into " +
      "all others they never do.",
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
    name: "SFU_URL",
    fallback: "",
    explain:
      "WebSocket address of a Janus (ws://127.0.0.1:8188) that forwards media in rooms which are " +
      "too large for a mesh; without one every room is a mesh.",
  },
  { name: "SFU_SECRET", fallback: "", explain: "Its api_secret." },
  {
    name: "MESH_MAX",
    fallback: String(DEFAULT_MESH_MAX),
    explain: "Members up to whom a room is a mesh, where there is an SFU.",
  },
  {
    name: "SECRET",
    fallback: "",
    explain:
      "What the server signs seats and copies of rooms with, at least 16 letters. Without one it " +
      "makes its own on its first start and keeps it in DATA_DIR.",
  },
  {
    name: "REDIS_URL",
    fallback: "",
    explain:
      "Address of a Redis or Valkey (redis://…, rediss://…) that several processes share: they " +
      "are one service then. They need the same SECRET.",
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
      "Members of one room. Without an SFU everybody sends to everybody: more than 8 is too much " +
      "for phones.",
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
  {
    name: "OIDC_ISSUER",
    fallback: "",
    explain:
      "Address of an OpenID Connect provider; with it only those who sign in there make rooms.",
  },
  {
    name: "OIDC_CLIENT_ID",
    fallback: "",
    explain: "Name by which the provider knows this server; it leads back to /signin/return.",
  },
  { name: "OIDC_CLIENT_SECRET", fallback: "", explain: "Secret shared with the provider." },
  {
    name: "OIDC_HOSTS",
    fallback: "",
    explain: "Other hosts of the provider, separated by commas, that this server has to reach.",
  },
  {
    name: "OPEN_ROOMS",
    fallback: "",
    explain:
      "Rooms that anybody opens by typing a name: allowed, existing (calls that are on may " +
      "be joined, none is opened) or none. Not set: allowed, and none where OIDC_ISSUER is set.",
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
  {
    name: "FILES",
    fallback: "1",
    explain: "1: people may send each other files, from browser to browser; 0: nobody may.",
  },
  {
    name: "FILE_LIMIT",
    fallback: String(DEFAULT_FILE_LIMIT / 2 ** 20),
    explain: "Megabytes (of 1,048,576 bytes) of the largest file that people send each other.",
  },
  {
    name: "CHAT_MEMORY",
    fallback: String(SEAT_MEMORY_MS / 1_000),
    explain:
      "Seconds for which the chat of a room with a host is kept in memory after the last person " +
      "hung up; 0 = not at all.",
  },
] as const satisfies readonly Setting[];

/** Name of a setting. */
export type SettingName = typeof SETTINGS[number]["name"];

/** Values of settings as the environment has them. */
export type Environment = Readonly<Partial<Record<SettingName, string>>>;
