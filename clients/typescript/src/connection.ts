// A conversation with a server. In: calls of operations. Out: documents, pages, files, events; a problem is thrown, never given.
// Waits when the server says so, and asks again when the line breaks and asking again does no harm.

import { Download, events } from "./download.ts";
import type { ServerEvent } from "./download.ts";
import type { Problem as ProblemDocument } from "./models.ts";
import { Pages } from "./pages.ts";
import type { Page } from "./pages.ts";
import { Problem, StillRunning, Unreachable } from "./problem.ts";
import { address, isFile } from "./request.ts";
import type { Call, IfMatch, Options } from "./request.ts";

export type { FileBody, IfMatch, Options, OptionsOfChange, OptionsOnce } from "./request.ts";

export interface Settings {
  /** `https://crm.example.com` */
  server: string;
  /** Of `POST /tokens`; a browser that is signed in says `csrfToken` instead. */
  token?: string;
  csrfToken?: string;
  /** `en`, `cs`, `pt-BR` or `ru`. */
  language?: string;
  /** Seconds for which a server that went away is waited for; 60. */
  patience?: number;
  fetch?: typeof fetch;
}

/** What came beside a document. */
export interface About {
  status: number;
  /** What a change of the document is based on. */
  etag: string | undefined;
  /** Where it is. */
  url: string;
  requestId: string;
  /** The answer to an earlier call with the same key. */
  isReplayed: boolean;
}

const known = new WeakMap<object, About>();

/** What came beside a document that a call gave. An entry of a list came alone: ask for it by its number. */
export function about(document: object): About {
  const found = known.get(document);
  if (!found) throw new TypeError("No call gave this document by itself; ask for it by its number.");
  return found;
}

const LONGEST_WAIT = 60;
const MOST_WAITS = 20;
/** Seconds between two tries, and between two looks at work. */
const AGAIN = 0.5;
const BUSY = ["queued", "running", "reading", "checking", "cancelling"];

export class Connection {
  readonly #settings: Settings;
  readonly #origin: string;
  #isKnown = false;

  constructor(settings: Settings) {
    this.#settings = settings;
    this.#origin = settings.server.replace(/\/+$/, "").replace(/\/api\/v1$/, "");
  }

  protected async document<T>(call: Call): Promise<T> {
    const answer = await this.#asked(call);
    const text = await answer.text();
    if (!text) return undefined as T;
    const document = this.#parsed<T>(text);
    if (typeof document === "object" && document !== null) known.set(document, this.#about(answer));
    return document;
  }

  protected list<T>(call: Call): Pages<T> {
    return new Pages((cursor) =>
      this.document<Page<T>>(cursor === undefined ? call : { ...call, query: { ...call.query, cursor } }),
    );
  }

  protected async file(call: Call): Promise<Download> {
    return new Download(await this.#asked(call));
  }

  protected async text(call: Call): Promise<string> {
    return (await this.#asked(call)).text();
  }

  protected async *events(call: Call): AsyncGenerator<ServerEvent, void> {
    const answer = await this.#asked(call);
    if (answer.body) yield* events(answer.body);
  }

  /** The document as it is now; nothing when it is still what you have. */
  async changed<T extends object>(document: T, options: Options = {}): Promise<T | undefined> {
    const { url, etag } = about(document);
    return this.document({ method: "GET", path: url, options: { ...options, ...(etag && { ifNoneMatch: etag }) } });
  }

  /**
   * Looks at an import, an export, a mass edit or a deletion until its work is at its end. How it ended stands in the document:
   * work that failed is no error here.
   *
   * @throws {StillRunning} after `seconds`; the work goes on
   */
  async wait<T extends object>(document: T, options: Options & { seconds?: number } = {}): Promise<T> {
    const until = Date.now() + (options.seconds ?? Infinity) * 1000;
    let [now, pause] = [document, 0.04];
    while (isBusy(now)) {
      if (Date.now() >= until) throw new StillRunning(now);
      await sleep(pause, options.signal);
      pause = Math.min(pause * 1.5, 1);
      now = (await this.changed(now, options)) ?? now;
    }
    return now;
  }

  #about(answer: Response): About {
    const location = answer.headers.get("location");
    return {
      status: answer.status,
      etag: answer.headers.get("etag") ?? undefined,
      url: new URL(location ?? answer.url, answer.url).href,
      requestId: answer.headers.get("x-request-id") ?? "",
      isReplayed: answer.headers.get("idempotent-replayed") === "true",
    };
  }

  async #asked(call: Call): Promise<Response> {
    const request = this.#request(call);
    const url = call.path.startsWith("http") ? call.path : address(`${this.#origin}/api/v1`, call);
    // A change without a key may have been done when its answer was lost.
    const isHarmless = call.method === "GET" || call.isOnce === true;
    const since = Date.now();
    for (let waits = 0; ; ) {
      try {
        return await this.#judged(await this.#sent(url, request, isHarmless && this.#isKnown));
      } catch (error) {
        const seconds = pauseAfter(error, isHarmless);
        const isOver = error instanceof Problem && error.status === 429 ? ++waits > MOST_WAITS : this.#isImpatient(since);
        if (seconds === undefined || isOver) throw error;
        await sleep(seconds, call.options.signal);
      }
    }
  }

  #isImpatient(since: number): boolean {
    return Date.now() - since >= (this.#settings.patience ?? 60) * 1000;
  }

  #request(call: Call): RequestInit {
    const { token, csrfToken, language } = this.#settings;
    const { ifMatch, idempotencyKey, signal, ...rest } = call.options;
    const headers = new Headers({ accept: "application/json, */*", "accept-language": rest.language ?? language ?? "en" });
    if (token) headers.set("authorization", `Bearer ${token}`);
    if (csrfToken) headers.set("x-csrf-token", csrfToken);
    if (ifMatch !== undefined) headers.set("if-match", basis(ifMatch));
    if ("ifNoneMatch" in rest) headers.set("if-none-match", String(rest.ifNoneMatch));
    if (call.isOnce) headers.set("idempotency-key", idempotencyKey ?? crypto.randomUUID());
    // A token must not go anywhere else.
    const request: RequestInit = { method: call.method, headers, redirect: "error", signal: signal ?? null };
    if (isFile(call.body)) {
      headers.set("content-type", call.body.media ?? "application/octet-stream");
      request.body = call.body.bytes as BodyInit;
    } else if (call.body !== undefined) {
      headers.set("content-type", "application/json");
      request.body = JSON.stringify(call.body);
    }
    return request;
  }

  /** `isPassing`: whether a line that breaks is worth another try; a server that never answered is told of at once. */
  async #sent(url: string, request: RequestInit, isPassing: boolean): Promise<Response> {
    try {
      const answer = await (this.#settings.fetch ?? fetch)(url, request);
      this.#isKnown = true;
      return answer;
    } catch (error) {
      if (request.signal?.aborted) throw error;
      throw new Unreachable(`${this.#origin} does not answer.`, { cause: { error, isPassing } });
    }
  }

  async #judged(answer: Response): Promise<Response> {
    if (answer.ok || answer.status === 304) return answer;
    const isProblem = answer.headers.get("content-type")?.startsWith("application/problem+json");
    if (!isProblem) throw new Unreachable(`${this.#origin} answered ${answer.status}, and not as Kartoteka does.`);
    const retryAfter = answer.headers.get("retry-after");
    throw new Problem(
      answer.status,
      this.#parsed<ProblemDocument>(await answer.text()),
      retryAfter === null ? undefined : Number(retryAfter),
    );
  }

  #parsed<T>(text: string): T {
    try {
      return JSON.parse(text) as T;
    } catch {
      throw new Unreachable(`What answers at ${this.#origin} is no server of Kartoteka.`);
    }
  }
}

function basis(of: IfMatch): string {
  const etag = typeof of === "string" ? of : about(of).etag;
  if (etag === undefined) throw new TypeError("This document has no version; ask for it by its number.");
  return etag;
}

function isBusy(document: object): boolean {
  const { state, job } = document as { state?: string; job?: { state: string } | null };
  return BUSY.includes(job ? job.state : (state ?? ""));
}

/** Seconds until another try; nothing when it would do no good, or could do harm. */
function pauseAfter(error: unknown, isHarmless: boolean): number | undefined {
  if (error instanceof Unreachable) return (error.cause as { isPassing?: boolean } | undefined)?.isPassing ? AGAIN : undefined;
  if (!(error instanceof Problem)) return undefined;
  // Nothing was done yet.
  if (error.status === 429 || error.status === 503) return Math.min(Math.max(error.retryAfter ?? 1, AGAIN), LONGEST_WAIT);
  // The first of two is still at work.
  return isHarmless && error.code === "idempotency_key_busy" ? AGAIN : undefined;
}

function sleep(seconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, seconds * 1000);
    signal?.addEventListener("abort", () => (clearTimeout(timer), reject(signal.reason)), { once: true });
  });
}
