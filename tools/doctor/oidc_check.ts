// The provider of OpenID Connect: that it describes itself, as whom, and from which hosts it answers.
import type { Config } from "../../server/config/read_config.ts";
import { missingHosts } from "../../server/signin/provider_hosts.ts";
import { type Finding, well, wrong } from "./finding.ts";
import { reasonOf } from "./machine_check.ts";

const ANSWER_MS = 8_000;

/** Reads its description (OpenID Connect Discovery 1.0, 4); nothing where none is set. */
export async function checkOidc(oidc: Config["oidc"]): Promise<Finding[]> {
  if (oidc === null) return [];
  const { issuer } = oidc;
  const address = `${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`;
  try {
    const answer = await fetch(address, { signal: AbortSignal.timeout(ANSWER_MS) });
    if (!answer.ok) {
      await answer.body?.cancel();
      return [wrong("oidc.none", { issuer, why: answer.status })];
    }
    const description = await answer.json();
    if (description.issuer !== issuer) {
      return [wrong("oidc.issuer", { issuer: String(description.issuer) })];
    }
    const missing = missingHosts(description, oidc);
    if (missing.length === 0) return [well("oidc.ok", { issuer })];
    return [wrong("oidc.hosts", { hosts: [...oidc.hosts, ...missing].join() })];
  } catch (error) {
    return [wrong("oidc.none", { issuer, why: reasonOf(error) })];
  }
}
