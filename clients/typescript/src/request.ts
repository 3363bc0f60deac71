// A call becomes a request. In: an operation with its places, names and body. Out: address, headers, bytes. Sends nothing.

/** Bytes for the body of a request, with their media type. `bytes` as a Blob may be a file that is read while it is sent. */
export interface FileBody {
  bytes: Blob | Uint8Array | string;
  /** `application/octet-stream` when it is not said: the server looks at the bytes. */
  media?: string | undefined;
}

/** What a change is based on: a document that was got, its `ETag`, or `"*"` for any version. */
export type IfMatch = string | object;

/** What every call may say. */
export interface Options {
  signal?: AbortSignal | undefined;
  /** The language of this answer: `cs`. */
  language?: string | undefined;
}

/** Of calls that make or start something. */
export interface OptionsOnce extends Options {
  /** The same key, the same thing: it is done once. Without it every call has a fresh one, and is still safe to be sent twice. */
  idempotencyKey?: string | undefined;
}

/** Of calls that change what is there. */
export interface OptionsOfChange extends Options {
  ifMatch: IfMatch;
}

/** A call of an operation. */
export interface Call {
  method: string;
  path: string;
  places?: { [name: string]: string | number };
  query?: { [name: string]: unknown };
  body?: unknown;
  isOnce?: boolean;
  options: Options & { ifMatch?: IfMatch; idempotencyKey?: string | undefined };
}

export function isFile(body: unknown): body is FileBody {
  if (typeof body !== "object" || body === null || !("bytes" in body)) return false;
  return typeof body.bytes === "string" || body.bytes instanceof Uint8Array || body.bytes instanceof Blob;
}

/** The address under the base of the API. */
export function address(base: string, call: Call): string {
  const path = call.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(call.places?.[name])));
  const pairs: [string, string][] = [];
  for (const [name, value] of Object.entries(call.query ?? {})) add(pairs, name, value);
  const query = pairs.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`).join("&");
  return query ? `${base}${path}?${query}` : `${base}${path}`;
}

/** A list is its name several times, a mapping its name with the key in brackets. */
function add(pairs: [string, string][], name: string, value: unknown): void {
  if (value === undefined || value === null) return;
  if (Array.isArray(value)) for (const one of value) add(pairs, name, one);
  else if (typeof value === "object") for (const [key, one] of Object.entries(value)) add(pairs, `${name}[${key}]`, one);
  else pairs.push([name, String(value)]);
}
