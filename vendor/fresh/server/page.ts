// page(): what a handler returns to have its route's component rendered.

/** Data for the route's component, with the status and headers of the response. */
export class PageResponse<Data> {
  /** See {@link page}. */
  constructor(readonly data: Data, readonly init: ResponseInit) {}
}

/** Has the route's component rendered with `data` as `props.data`. */
export function page<Data = undefined>(
  data?: Data,
  init: { status?: number; headers?: HeadersInit } = {},
): PageResponse<Data> {
  return new PageResponse(data as Data, init);
}
