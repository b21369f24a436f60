// Which datagrams get an answer: Binding requests, so many of one address and in all.
import { addressBytes, addressKey } from "../../signaling/gateway/client_address.ts";
import { AddressRates } from "../limits/address_rates.ts";
import { bindingResponse } from "./binding.ts";

/** Requests of one address (IPv6: one /64): a school behind one address asks often, too. */
export const ADDRESS_RATE = { burst: 500, perSecond: 100 } as const;
/** Requests of all together. */
export const TOTAL_RATE = { burst: 5_000, perSecond: 5_000 } as const;

/** The key under which all requests count together. */
const ALL = "all";

/** Counts the requests that it answers. */
export class StunAnswers {
  readonly #addresses: AddressRates;
  readonly #total: AddressRates;

  /** `steady` gives milliseconds that no setting of the clock moves. */
  constructor(steady: () => number) {
    this.#addresses = new AddressRates({ ...ADDRESS_RATE, steady });
    this.#total = new AddressRates({ ...TOTAL_RATE, steady });
  }

  /** The answer to a datagram; null for none, and then nobody hears of it, not even the log. */
  answer(
    datagram: Uint8Array,
    { address, port }: { address: string; port: number },
  ): Uint8Array | null {
    const bytes = addressBytes(address);
    if (bytes === null || port === 0) return null;
    const response = bindingResponse(datagram, { address: bytes, port });
    if (response === null || !this.#addresses.take(addressKey(address), 1)) return null;
    return this.#total.take(ALL, 1) ? response : null;
  }
}
