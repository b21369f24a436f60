// For supervisors that run a program to learn whether the server is well: ends with 0 if it is.
const [port, cert] = [Deno.env.get("PORT") ?? "7007", Deno.env.get("TLS_CERT") ?? ""];
const ANSWER_MS = 2_500;

try {
  const address = `${cert === "" ? "http" : "https"}://127.0.0.1:${port}/healthz`;
  const { ok } = await fetch(address, { signal: AbortSignal.timeout(ANSWER_MS) });
  Deno.exit(ok ? 0 : 1);
} catch (error) {
  console.error(error instanceof Error ? error.name : error);
  Deno.exit(1);
}
