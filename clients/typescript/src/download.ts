// Files and events while they come. In: an answer of fetch. Out: bytes piece by piece, or events one by one. Holds neither whole.

/** A file on its way; `stream` may be piped where it belongs, or taken whole. */
export class Download {
  readonly name: string | undefined;
  /** Of the media type. */
  readonly media: string;
  readonly headers: Headers;
  readonly stream: ReadableStream<Uint8Array>;
  readonly #answer: Response;

  constructor(answer: Response) {
    this.#answer = answer;
    this.headers = answer.headers;
    this.media = answer.headers.get("content-type") ?? "application/octet-stream";
    this.name = fileName(answer.headers.get("content-disposition") ?? "");
    this.stream = answer.body ?? new Blob([]).stream();
  }

  async bytes(): Promise<Uint8Array> {
    return new Uint8Array(await this.#answer.arrayBuffer());
  }

  text(): Promise<string> {
    return this.#answer.text();
  }

  blob(): Promise<Blob> {
    return this.#answer.blob();
  }
}

/** The name in `filename*=UTF-8''…`; never a path. */
function fileName(disposition: string): string | undefined {
  const found = /filename\*=UTF-8''([^;]+)/i.exec(disposition)?.[1];
  return found && decodeURIComponent(found).replaceAll(/[/\\]/g, "_");
}

/** An event of a stream; `data` is a document. */
export interface ServerEvent {
  event: string;
  id: string | undefined;
  data: unknown;
}

/** Server-sent events as they are written in the HTML standard, as far as a server of ours writes them. */
export async function* events(stream: ReadableStream<Uint8Array>): AsyncGenerator<ServerEvent, void> {
  let rest = "";
  const text = new TextDecoder();
  for await (const piece of stream) {
    rest += text.decode(piece, { stream: true });
    const blocks = rest.split(/\r?\n\r?\n/);
    rest = blocks.pop() ?? "";
    for (const block of blocks) {
      const one = event(block);
      if (one) yield one;
    }
  }
}

function event(block: string): ServerEvent | undefined {
  const found: ServerEvent = { event: "message", id: undefined, data: undefined };
  const data: string[] = [];
  for (const line of block.split(/\r?\n/)) {
    const [name, value] = [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 1).replace(/^ /, "")];
    if (name === "event") found.event = value;
    else if (name === "id") found.id = value;
    else if (name === "data") data.push(value);
  }
  if (data.length === 0) return undefined;
  found.data = JSON.parse(data.join("\n"));
  return found;
}
