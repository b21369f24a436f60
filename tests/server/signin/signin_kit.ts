// The product with a real provider beside it.
import { buildOnce, freePort, Server } from "../../browser/harness/server.ts";
import { CLIENT, type RealProvider, startProvider } from "./provider.ts";

/** A server whose rooms are made by people who sign in, and the provider where they do. */
export interface House extends AsyncDisposable {
  server: Server;
  provider: RealProvider;
  back: string;
}

/** Starts both; the server stops first. */
export async function start(env: Record<string, string> = {}): Promise<House> {
  await buildOnce();
  const [port, providers] = [freePort(), freePort()];
  const back = `http://localhost:${port}/signin/return`;
  const provider = await startProvider({ port: providers, redirect: back });
  const server = await Server.start({
    env: {
      PORT: String(port),
      OIDC_ISSUER: provider.issuer,
      OIDC_CLIENT_ID: CLIENT.id,
      OIDC_CLIENT_SECRET: CLIENT.secret,
      DATA_DIR: await Deno.makeTempDir(),
      ...env,
    },
  });
  const stop = async () => {
    await server.stop();
    await provider.close();
  };
  return { server, provider, back, [Symbol.asyncDispose]: stop };
}
