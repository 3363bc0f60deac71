// What goes wrong: the server said no, or it could not be reached. In: an answer. Out: errors that can be told apart.

import type { Problem as Document } from "./models.ts";

/** A "no" of the server: problem+json (RFC 9457). `code` is stable, `title` and `detail` are in the language asked for. */
export class Problem extends Error {
  override readonly name = "Problem";
  readonly status: number;
  /** One of the codes of the document; a newer server may know more. */
  readonly code: Document["code"] | (string & {});
  readonly kind: string;
  readonly title: string;
  readonly detail: string;
  readonly requestId: string;
  /** Which places of the document are meant, and what is wrong there. */
  readonly errors: Document["errors"];
  /** The name that was perhaps meant. */
  readonly likely: string | undefined;
  /** Seconds to wait before asking again. */
  readonly retryAfter: number | undefined;

  constructor(status: number, document: Partial<Document>, retryAfter?: number) {
    super(document.detail ?? document.title ?? `The server answered ${status}.`);
    this.status = status;
    this.code = document.code ?? "unknown";
    this.kind = document.kind ?? "unknown";
    this.title = document.title ?? this.message;
    this.detail = this.message;
    this.requestId = document.request_id ?? "";
    this.errors = document.errors ?? [];
    this.likely = document.likely;
    this.retryAfter = retryAfter;
  }
}

/** The server does not answer, or what answers is no server of Kartoteka. */
export class Unreachable extends Error {
  override readonly name = "Unreachable";
}

/** The work was not at its end when there was no more time; it goes on. `document` is how it stood. */
export class StillRunning<T = unknown> extends Error {
  override readonly name = "StillRunning";
  readonly document: T;

  constructor(document: T) {
    super("The work goes on; ask again later.");
    this.document = document;
  }
}
