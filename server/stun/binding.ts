// STUN's Binding (RFC 8489): tells whoever asks from which address and port the request came. Pure.

const HEADER_BYTES = 20;
const MAGIC_COOKIE = 0x2112a442;
const BINDING_REQUEST = 0x0001;
const BINDING_SUCCESS = 0x0101;
const BINDING_ERROR = 0x0111;
const ERROR_CODE = 0x0009;
const UNKNOWN_ATTRIBUTES = 0x000a;
const XOR_MAPPED_ADDRESS = 0x0020;

/** Larger requests are none of a browser's: they would not pass every network in one piece. */
export const MAX_REQUEST_BYTES = 548;

/** Attributes below this must be understood by whoever answers (RFC 8489 section 14). */
const OPTIONAL_FROM = 0x8000;
/** Credentials and addresses, which a server that asks for no credentials may leave unread. */
const KNOWN = new Set([0x0001, 0x0006, 0x0008, 0x0014, 0x0015, 0x001c, 0x001d, 0x001e, 0x0020]);
/** Unknown attributes that an error names: as many as fill four bytes. */
const NAMED_UNKNOWN = 2;

/** Where a request came from. */
export interface Source {
  /** 4 or 16 bytes in network order. */
  readonly address: Uint8Array;
  readonly port: number;
}

/**
 * The response to a datagram, of 32, 36 or 44 bytes whatever was asked, so that a false return
 * address gains nobody anything; null if it is no well-formed Binding request: that gets no answer at
 * all, and neither does a response, so that two servers can never talk to each other without end.
 */
export function bindingResponse(request: Uint8Array, source: Source): Uint8Array | null {
  if (request.length < HEADER_BYTES || request.length > MAX_REQUEST_BYTES) return null;
  const view = new DataView(request.buffer, request.byteOffset, request.byteLength);
  if (view.getUint16(0) !== BINDING_REQUEST || view.getUint32(4) !== MAGIC_COOKIE) return null;
  if (view.getUint16(2) !== request.length - HEADER_BYTES) return null;
  const types = attributeTypes(view);
  if (types === null) return null;
  const unknown = types.filter((type) => type < OPTIONAL_FROM && !KNOWN.has(type));
  return unknown.length > 0 ? refusal(request, unknown) : success(request, source);
}

/** The types of all attributes; null if one of them does not end where the next begins. */
function attributeTypes(view: DataView): number[] | null {
  const types: number[] = [];
  let at = HEADER_BYTES;
  while (at < view.byteLength) {
    if (at + 4 > view.byteLength) return null;
    types.push(view.getUint16(at));
    at += 4 + Math.ceil(view.getUint16(at + 2) / 4) * 4;
  }
  return at === view.byteLength ? types : null;
}

function success(request: Uint8Array, { address, port }: Source): Uint8Array {
  const value = 4 + address.length;
  const { response, view } = begin(request, { type: BINDING_SUCCESS, bodyBytes: 4 + value });
  view.setUint16(20, XOR_MAPPED_ADDRESS);
  view.setUint16(22, value);
  view.setUint8(25, address.length === 4 ? 1 : 2);
  view.setUint16(26, port ^ (MAGIC_COOKIE >>> 16));
  for (const [index, byte] of address.entries()) {
    response[28 + index] = byte ^ (request[4 + index] ?? 0); // cookie and transaction id
  }
  return response;
}

/** 420 (Unknown Attribute), without a phrase. */
function refusal(request: Uint8Array, unknown: readonly number[]): Uint8Array {
  const { response, view } = begin(request, { type: BINDING_ERROR, bodyBytes: 16 });
  view.setUint16(20, ERROR_CODE);
  view.setUint16(22, 4);
  view.setUint8(26, 4);
  view.setUint8(27, 20);
  const named = unknown.slice(0, NAMED_UNKNOWN);
  view.setUint16(28, UNKNOWN_ATTRIBUTES);
  view.setUint16(30, 2 * named.length);
  for (const [index, type] of named.entries()) view.setUint16(32 + 2 * index, type);
  return response;
}

function begin(request: Uint8Array, { type, bodyBytes }: { type: number; bodyBytes: number }) {
  const response = new Uint8Array(HEADER_BYTES + bodyBytes);
  const view = new DataView(response.buffer);
  response.set(request.subarray(4, HEADER_BYTES), 4);
  view.setUint16(0, type);
  view.setUint16(2, bodyBytes);
  return { response, view };
}
