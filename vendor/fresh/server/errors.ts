// HttpError, and what becomes of an error that no error page takes.
import { STATUS_CODES } from "node:http";

/** Thrown to answer with a status. The message is for logs and error pages, never sent as it is. */
export class HttpError extends Error {
  /** The HTTP status, 400 to 599. */
  readonly status: number;

  /** An error answered with `status`; the message defaults to the status's name. */
  constructor(status: number, message: string = statusText(status), options?: ErrorOptions) {
    super(message, options);
    this.name = "HttpError";
    this.status = status;
  }
}

/** The status that an error is answered with: its own, or 500. */
export function statusOf(error: unknown): number {
  return error instanceof HttpError ? error.status : 500;
}

/** The answer when there is no error page: the status's name and nothing else. */
export function plainError(error: unknown): Response {
  const status = statusOf(error);
  return new Response(statusText(status), {
    status,
    headers: { "content-type": "text/plain; charset=utf-8" },
  });
}

const reported = new WeakSet<object>();

/** Writes an unexpected error to the console, once however many error pages it passes. */
export function reportUnexpected(error: unknown): void {
  if (error instanceof HttpError) return;
  if (typeof error === "object" && error !== null) {
    if (reported.has(error)) return;
    reported.add(error);
  }
  console.error(error);
}

function statusText(status: number): string {
  return STATUS_CODES[status] ?? "Error";
}
