// Keeps the TURN server running beside the server, and tells the server how it is doing.
import type { Config } from "../server/config/read_config.ts";
import { lineOf, startTurn, TURN_BESIDE, TURN_NONE, type TurnState } from "../server/turn/mod.ts";

/** The TURN server beside a server whose input gets a line whenever its figures have changed. */
export class TurnBeside {
  #state: TurnState | null = null;
  #writer: WritableStreamDefaultWriter<Uint8Array> | null = null;

  /** Starts it, if there shall be one; answers the argument that tells the server about it. */
  async start({ turn, dataDir }: Pick<Config, "turn" | "dataDir">): Promise<string> {
    if (turn === null) return TURN_NONE;
    const onState = (state: TurnState) => {
      this.#state = state;
      this.#write();
    };
    return await startTurn({ settings: turn, dataDir, onState }) ? TURN_BESIDE : TURN_NONE;
  }

  /** From now on, to this input of the server. */
  tell(input: WritableStream<Uint8Array>): void {
    this.#writer = input.getWriter();
    this.#write();
  }

  /** A server that has ended hears nothing, and this process ends with it. */
  #write(): void {
    if (this.#state === null || this.#writer === null) return;
    const bytes = new TextEncoder().encode(`${lineOf(this.#state)}\n`);
    this.#writer.write(bytes).catch(() => {});
  }
}
