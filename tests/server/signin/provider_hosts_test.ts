// Providers that answer from several hosts: whoever runs the server is told which ones to name.
import assert from "node:assert/strict";
import { missingHosts } from "@/server/signin/provider_hosts.ts";

const DESCRIPTION = {
  token_endpoint: "https://tokens.example.org/token",
  userinfo_endpoint: "https://id.example.org:8443/me",
  jwks_uri: "https://tokens.example.org/keys",
  authorization_endpoint: "https://pages.example.org/auth", // only browsers go there
};

Deno.test("hosts that the server has to ask and may not are named, each once, and no other", () => {
  const issuer = "https://id.example.org/realms/school";
  const missing = (hosts: string[]) => missingHosts(DESCRIPTION, { issuer, hosts });
  assert.deepEqual(missing([]), ["tokens.example.org", "id.example.org:8443"]);
  assert.deepEqual(missing(["tokens.example.org:443"]), ["id.example.org:8443"]);
  assert.deepEqual(missing(["Tokens.example.org", "id.example.org:8443"]), []);
  assert.deepEqual(missingHosts({}, { issuer, hosts: [] }), []);
});
