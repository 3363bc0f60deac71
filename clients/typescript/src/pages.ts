// Lists that come page by page. In: how a page is asked for. Out: entries one after another, or pages. Asks for no page before it is wanted.

/** One page. `total` only when it was asked for. */
export interface Page<T> {
  data: T[];
  next_cursor: string | null;
  total?: number;
}

/** A list: `for await (const one of list)`, `await list.all()`, `await list.page()`. */
export class Pages<T> implements AsyncIterable<T> {
  readonly #ask: (cursor: string | undefined) => Promise<Page<T>>;

  constructor(ask: (cursor: string | undefined) => Promise<Page<T>>) {
    this.#ask = ask;
  }

  /** The first page alone. */
  page(): Promise<Page<T>> {
    return this.#ask(undefined);
  }

  async *pages(): AsyncGenerator<Page<T>, void> {
    let cursor: string | undefined;
    do {
      const page = await this.#ask(cursor);
      yield page;
      cursor = page.next_cursor ?? undefined;
    } while (cursor !== undefined);
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T, void> {
    for await (const page of this.pages()) yield* page.data;
  }

  /** Everything at once; only for lists that fit into memory. */
  async all(): Promise<T[]> {
    const all: T[] = [];
    for await (const one of this) all.push(one);
    return all;
  }
}
