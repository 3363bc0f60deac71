// The client: every operation of `Kartoteka` (made from the document), and files that go up in pieces.
// In: a server, a token. Out: typed answers, or a `Problem`.

import { Kartoteka as Operations } from "./kartoteka.ts";
import type * as models from "./models.ts";
import { Problem, Unreachable } from "./problem.ts";
import type { Options } from "./request.ts";

export { about } from "./connection.ts";
export type { About, FileBody, IfMatch, Options, OptionsOfChange, OptionsOnce, Settings } from "./connection.ts";
export { Download } from "./download.ts";
export type { ServerEvent } from "./download.ts";
export type * as models from "./models.ts";
export { Pages } from "./pages.ts";
export type { Page } from "./pages.ts";
export { Problem, StillRunning, Unreachable } from "./problem.ts";

/** Bytes that go up at once. */
const PIECE = 4 << 20;
/** Pieces in a row that bring nothing across: something on the way does not let them pass. */
const FRUITLESS = 8;
/** What a piece may be told that does not end the upload. */
const PASSING = ["upload_busy", "upload_offset_unfit", "body_unreadable"];

export interface UploadOptions extends Options {
  name: string;
  /** Bytes a piece; 4 MiB. */
  piece?: number;
  /** Hears how many bytes are there, of how many. */
  told?: (done: number, size: number) => void;
}

export class Kartoteka extends Operations {
  /** Brings a file up in pieces: a line that breaks costs one piece. The upload's `id` is what `createImport` takes. */
  async upload(file: Blob | Uint8Array, { name, piece = PIECE, told, ...options }: UploadOptions): Promise<models.Upload> {
    const blob = file instanceof Blob ? file : new Blob([file as BlobPart]);
    let at = await this.beginUpload({ name, size: blob.size }, options);
    for (let fruitless = 0; at.offset < blob.size; ) {
      told?.(at.offset, blob.size);
      const before = at.offset;
      at = await this.#piece(at, blob.slice(before, before + piece), options);
      fruitless = at.offset > before ? 0 : fruitless + 1;
      if (fruitless > FRUITLESS) throw new Unreachable("Nothing of the file comes across.");
    }
    told?.(blob.size, blob.size);
    return at;
  }

  /** A file becomes an import: `upload`, then `createImport`. */
  async importFile(
    file: Blob | Uint8Array,
    request: Omit<models.NewImport, "upload" | "rows" | "name"> & { name: string },
    options: Omit<UploadOptions, "name"> & { idempotencyKey?: string } = {},
  ): Promise<models.ImportMade> {
    const upload = await this.upload(file, { ...options, name: request.name });
    return this.createImport({ ...request, upload: upload.id }, options);
  }

  /** After a broken line the server is asked how far it came. */
  async #piece(at: models.Upload, bytes: Blob, options: Options): Promise<models.Upload> {
    try {
      return await this.addToUpload(at.id, { bytes }, { ...options, offset: at.offset });
    } catch (error) {
      if (error instanceof Unreachable || (error instanceof Problem && PASSING.includes(error.code))) {
        return this.getUpload(at.id, options);
      }
      throw error;
    }
  }
}
