// Made by `cargo xtask reference` from the OpenAPI document. Not to be edited.

import { Connection } from "./connection.ts";
import type { FileBody, Options, OptionsOfChange, OptionsOnce } from "./connection.ts";
import type { Download, ServerEvent } from "./download.ts";
import type * as models from "./models.ts";
import type { Pages } from "./pages.ts";

/** Every operation of the REST API, by its name in the OpenAPI document. */
export class Kartoteka extends Connection {
  /** Lets somebody in again. Scope of the token: `admin`. */
  activateUser(id: string, options: OptionsOnce = {}): Promise<models.UserAfter> {
    return this.document({ method: "POST", path: "/users/{id}/activate", places: { id }, isOnce: true, options });
  }

  /** Lays a mend over the file; check again afterwards. Scope of the token: `import` or `admin`. */
  addFix(id: string, body: models.NewFix, options: OptionsOnce = {}): Promise<models.Touched> {
    return this.document({ method: "POST", path: "/imports/{id}/fixes", places: { id }, body, isOnce: true, options });
  }

  /**
   * Adds the piece that begins at `offset`, which is where the upload ends. Scope of the token: `import` or
   * `admin`.
   */
  addToUpload(id: string, body: FileBody, options: Options & {
    /** The place of the first byte of the body. */
    offset?: number | undefined;
  } = {}): Promise<models.Upload> {
    return this.document({ method: "PUT", path: "/uploads/{id}", places: { id }, query: { offset: options.offset }, body, options });
  }

  /** Makes room for a file that comes in pieces; it is kept a day. Scope of the token: `import` or `admin`. */
  beginUpload(body: models.NewUpload, options: OptionsOnce = {}): Promise<models.Upload> {
    return this.document({ method: "POST", path: "/uploads", body, isOnce: true, options });
  }

  /** Stops where it is safe; what was written stays. Scope of the token: `write` or `admin`. */
  cancelBulkAction(id: string, options: OptionsOnce = {}): Promise<models.BulkAction> {
    return this.document({ method: "POST", path: "/bulk-actions/{id}/cancel", places: { id }, isOnce: true, options });
  }

  /** It is not made, or stops. Scope of the token: `export` or `admin`. */
  cancelExport(id: string, options: OptionsOnce = {}): Promise<models.Export> {
    return this.document({ method: "POST", path: "/exports/{id}/cancel", places: { id }, isOnce: true, options });
  }

  /** Stops where it is safe. Scope of the token: `import` or `admin`. */
  cancelImport(id: string, options: OptionsOnce = {}): Promise<models.Import> {
    return this.document({ method: "POST", path: "/imports/{id}/cancel", places: { id }, isOnce: true, options });
  }

  /** Stops where it is safe; what is deleted stays deleted. Scope of the token: `import` or `admin`. */
  cancelImportDeletion(id: string, options: OptionsOnce = {}): Promise<models.ImportDeletion> {
    return this.document({ method: "POST", path: "/import-deletions/{id}/cancel", places: { id }, isOnce: true, options });
  }

  /** Takes work out of the queue; what runs is told to stop where that is safe. Scope of the token: `admin`. */
  cancelJob(id: string, options: OptionsOnce = {}): Promise<models.QueuedJob> {
    return this.document({ method: "POST", path: "/jobs/{id}/cancel", places: { id }, isOnce: true, options });
  }

  /** Checks every row; writes no record. Scope of the token: `import` or `admin`. */
  checkImport(id: string, options: OptionsOnce = {}): Promise<models.Import> {
    return this.document({ method: "POST", path: "/imports/{id}/check", places: { id }, isOnce: true, options });
  }

  /** Whether people could sign in by e-mail. Scope of the token: `admin`. */
  checkLoginMode(options: OptionsOnce = {}): Promise<models.LoginModeCheck> {
    return this.document({ method: "POST", path: "/settings/login-mode/check", isOnce: true, options });
  }

  /**
   * Another kind for a field that is empty; with `dry_run` what the other kind could read. Scope of the
   * token: `admin`.
   */
  convertField(type: models.TypeWord, key: string, body: models.Conversion, options: OptionsOnce = {}): Promise<models.Converted> {
    return this.document({ method: "POST", path: "/types/{type}/fields/{key}/convert", places: { type, key }, body, isOnce: true, options });
  }

  /** Adds one. Scope of the token: `admin`. */
  createBot(body: models.BotWrite, options: OptionsOnce = {}): Promise<models.BotRecord> {
    return this.document({ method: "POST", path: "/bots", body, isOnce: true, options });
  }

  /**
   * Does something with many records; with `dry_run` only tells what would happen. Scope of the token:
   * `write` or `admin`.
   */
  createBulkAction(body: models.NewBulkAction, options: OptionsOnce = {}): Promise<models.BulkPreview | models.BulkAction> {
    return this.document({ method: "POST", path: "/bulk-actions", body, isOnce: true, options });
  }

  /**
   * Makes a session of the wizard for a frame. Its address is in this answer only, and is opened once. Scope
   * of the token: `import` or `admin`.
   */
  createEmbedSession(body: models.NewEmbedSession, options: OptionsOnce = {}): Promise<models.EmbedSessionMade> {
    return this.document({ method: "POST", path: "/embed-sessions", body, isOnce: true, options });
  }

  /**
   * An export made in the background; its file is kept for some days. Scope of the token: `export` or
   * `admin`.
   */
  createExport(body: models.NewExport, options: OptionsOnce = {}): Promise<models.Export> {
    return this.document({ method: "POST", path: "/exports", body, isOnce: true, options });
  }

  /** A custom field: at once in templates, mapping, filters and exports. Scope of the token: `admin`. */
  createField(type: models.TypeWord, body: models.NewField, options: OptionsOnce = {}): Promise<models.Field> {
    return this.document({ method: "POST", path: "/types/{type}/fields", places: { type }, body, isOnce: true, options });
  }

  /**
   * A file, or rows, become an import; with `auto` the check and the run follow by themselves. Scope of the
   * token: `import` or `admin`.
   */
  createImport(body: models.NewImport | FileBody, options: OptionsOnce & {
    /** The record type, when the body is the file itself. */
    type?: string | undefined;
    /** The name of the file. */
    name?: string | undefined;
    /** A preset. */
    profile?: string | undefined;
    /** A saved recipe. */
    recipe?: string | undefined;
    /** How far one request goes. */
    auto?: "none" | "check" | "start_if_clean" | "start" | undefined;
    /** The document of `NewImport` as JSON, for what has no name of its own here. */
    request?: string | undefined;
  } = {}): Promise<models.ImportMade> {
    return this.document({ method: "POST", path: "/imports", query: { type: options.type, name: options.name, profile: options.profile, recipe: options.recipe, auto: options.auto, request: options.request }, body, isOnce: true, options });
  }

  /**
   * Deletes what an import created; with `dry_run` only tells what would go. Scope of the token: `import` or
   * `admin`.
   */
  createImportDeletion(body: models.NewImportDeletion, options: OptionsOnce = {}): Promise<models.TakenBack | models.ImportDeletion> {
    return this.document({ method: "POST", path: "/import-deletions", body, isOnce: true, options });
  }

  /** Adds one. Scope of the token: `admin`. */
  createLgt(body: models.LgtWrite, options: OptionsOnce = {}): Promise<models.LgtRecord> {
    return this.document({ method: "POST", path: "/lgts", body, isOnce: true, options });
  }

  /** Saves a recipe: a document, or what an import was set to do. Scope of the token: `import` or `admin`. */
  createRecipe(body: models.NewRecipe, options: OptionsOnce = {}): Promise<models.Recipe> {
    return this.document({ method: "POST", path: "/recipes", body, isOnce: true, options });
  }

  /** Creates a record. Scope of the token: `write` or `admin`. */
  createRecord<T extends models.TypeWord>(type: T, body: models.RecordWrites[T], options: OptionsOnce = {}): Promise<models.Records[T]> {
    return this.document({ method: "POST", path: "/records/{type}", places: { type }, body, isOnce: true, options });
  }

  /** A tag that no record carries yet. Scope of the token: `write` or `admin`. */
  createTag(body: models.TagName, options: OptionsOnce = {}): Promise<models.Tag> {
    return this.document({ method: "POST", path: "/tags", body, isOnce: true, options });
  }

  /** Makes a token that acts as its owner. The secret is in this answer only. Scope of the token: `admin`. */
  createToken(body: models.NewToken, options: OptionsOnce = {}): Promise<models.TokenMade> {
    return this.document({ method: "POST", path: "/tokens", body, isOnce: true, options });
  }

  /** Adds one. Scope of the token: `admin`. */
  createTunnel(body: models.TunnelWrite, options: OptionsOnce = {}): Promise<models.TunnelRecord> {
    return this.document({ method: "POST", path: "/tunnels", body, isOnce: true, options });
  }

  /** A record type of the installation's own. Scope of the token: `admin`. */
  createType(body: models.NewType, options: OptionsOnce = {}): Promise<models.Type> {
    return this.document({ method: "POST", path: "/types", body, isOnce: true, options });
  }

  /** Adds a user. Scope of the token: `admin`. */
  createUser(body: models.NewUser, options: OptionsOnce = {}): Promise<models.User> {
    return this.document({ method: "POST", path: "/users", body, isOnce: true, options });
  }

  /** Makes a webhook. The secret that signs is in this answer only. Scope of the token: `admin`. */
  createWebhook(body: models.NewWebhook, options: OptionsOnce = {}): Promise<models.WebhookMade> {
    return this.document({ method: "POST", path: "/webhooks", body, isOnce: true, options });
  }

  /** Puts somebody aside; an heir takes over what he is responsible for. Scope of the token: `admin`. */
  deactivateUser(id: string, body: models.Deactivation, options: OptionsOnce = {}): Promise<models.UserAfter> {
    return this.document({ method: "POST", path: "/users/{id}/deactivate", places: { id }, body, isOnce: true, options });
  }

  /** Deletes one that nothing hangs on. Scope of the token: `admin`. */
  deleteBot(id: string, options: OptionsOfChange): Promise<void> {
    return this.document({ method: "DELETE", path: "/bots/{id}", places: { id }, options });
  }

  /** The export and its file go. Scope of the token: `export` or `admin`. */
  deleteExport(id: string, options: Options = {}): Promise<void> {
    return this.document({ method: "DELETE", path: "/exports/{id}", places: { id }, options });
  }

  /** Deletes a custom field that no record holds a value in. Scope of the token: `admin`. */
  deleteField(type: models.TypeWord, key: string, options: OptionsOfChange): Promise<void> {
    return this.document({ method: "DELETE", path: "/types/{type}/fields/{key}", places: { type, key }, options });
  }

  /**
   * Throws away what has not run, with its file and mends. What has run stays. Scope of the token: `import`
   * or `admin`.
   */
  deleteImport(id: string, options: Options = {}): Promise<void> {
    return this.document({ method: "DELETE", path: "/imports/{id}", places: { id }, options });
  }

  /** Deletes one that nothing hangs on. Scope of the token: `admin`. */
  deleteLgt(id: string, options: OptionsOfChange): Promise<void> {
    return this.document({ method: "DELETE", path: "/lgts/{id}", places: { id }, options });
  }

  /** Deletes a recipe. Scope of the token: `import` or `admin`. */
  deleteRecipe(name: string, options: OptionsOfChange): Promise<void> {
    return this.document({ method: "DELETE", path: "/recipes/{name}", places: { name }, options });
  }

  /** Takes the record away; the run that did it can be undone. Scope of the token: `write` or `admin`. */
  deleteRecord(type: models.TypeWord, id: string, options: OptionsOfChange): Promise<void> {
    return this.document({ method: "DELETE", path: "/records/{type}/{id}", places: { type, id }, options });
  }

  /** The tag goes off every record. Scope of the token: `admin`. */
  deleteTag(name: string, options: Options = {}): Promise<models.TagDone> {
    return this.document({ method: "DELETE", path: "/tags/{name}", places: { name }, options });
  }

  /** Deletes one that nothing hangs on. Scope of the token: `admin`. */
  deleteTunnel(id: string, options: OptionsOfChange): Promise<void> {
    return this.document({ method: "DELETE", path: "/tunnels/{id}", places: { id }, options });
  }

  /** Deletes a list of one's own. Scope of the token: `read` or `write` or `import` or `export` or `admin`. */
  deleteView(id: string, options: Options = {}): Promise<void> {
    return this.document({ method: "DELETE", path: "/views/{id}", places: { id }, options });
  }

  /** The webhook and its deliveries go. Scope of the token: `admin`. */
  deleteWebhook(id: string, options: OptionsOfChange): Promise<void> {
    return this.document({ method: "DELETE", path: "/webhooks/{id}", places: { id }, options });
  }

  /** Throws an upload away. Scope of the token: `import` or `admin`. */
  dropUpload(id: string, options: Options = {}): Promise<void> {
    return this.document({ method: "DELETE", path: "/uploads/{id}", places: { id }, options });
  }

  /** Ends a session at once; what was imported stays. Scope of the token: `import` or `admin`. */
  endEmbedSession(id: string, options: Options = {}): Promise<void> {
    return this.document({ method: "DELETE", path: "/embed-sessions/{id}", places: { id }, options });
  }

  /** Signs somebody out. Scope of the token: `admin`. */
  endSession(id: string, options: Options = {}): Promise<void> {
    return this.document({ method: "DELETE", path: "/sessions/{id}", places: { id }, options });
  }

  /**
   * Erases a person: the record, its history, links to it, rows of uploads, results, exports, messages.
   * Cannot be undone. Scope of the token: `admin`.
   */
  eraseRecord(type: models.TypeWord, id: string, body: models.ErasureRequest, options: OptionsOnce = {}): Promise<models.Erasure> {
    return this.document({ method: "POST", path: "/records/{type}/{id}/erase", places: { type, id }, body, isOnce: true, options });
  }

  /**
   * The file at once: nothing is kept, and it is sent while it is written. Scope of the token: `export` or
   * `admin`.
   */
  exportRecords(type: models.TypeWord, body: models.ExportNow, options: Options = {}): Promise<Download> {
    return this.file({ method: "POST", path: "/records/{type}/export", places: { type }, body, options });
  }

  /** Server-sent events `notification` and `unread`: what the caller is told, as it is told. */
  followEvents(options: Options = {}): AsyncIterable<ServerEvent> {
    return this.events({ method: "GET", path: "/events", options });
  }

  /**
   * Server-sent events `progress` and `done`, each with the import as it is. Scope of the token: `import` or
   * `admin`.
   */
  followImport(id: string, options: Options = {}): AsyncIterable<ServerEvent> {
    return this.events({ method: "GET", path: "/imports/{id}/events", places: { id }, options });
  }

  /** One of them. Scope of the token: `read` or `write` or `import` or `export` or `admin`. */
  getBot(id: string, options: Options = {}): Promise<models.BotRecord> {
    return this.document({ method: "GET", path: "/bots/{id}", places: { id }, options });
  }

  /** A mass edit with its state and counts. Scope of the token: `write` or `admin`. */
  getBulkAction(id: string, options: Options = {}): Promise<models.BulkAction> {
    return this.document({ method: "GET", path: "/bulk-actions/{id}", places: { id }, options });
  }

  /** One delivery. Scope of the token: `admin`. */
  getDelivery(id: string, delivery: string, options: Options = {}): Promise<models.Delivery> {
    return this.document({ method: "GET", path: "/webhooks/{id}/deliveries/{delivery}", places: { id, delivery }, options });
  }

  /** This document. */
  getDocument(options: Options = {}): Promise<models.Document> {
    return this.document({ method: "GET", path: "/openapi.json", options });
  }

  /** The same as a page for people. */
  getDocumentation(options: Options = {}): Promise<string> {
    return this.text({ method: "GET", path: "/docs", options });
  }

  /** How a session stands, and what was imported within it. Scope of the token: `import` or `admin`. */
  getEmbedSession(id: string, options: Options = {}): Promise<models.EmbedSession> {
    return this.document({ method: "GET", path: "/embed-sessions/{id}", places: { id }, options });
  }

  /** An export and how far it is. Scope of the token: `export` or `admin`. */
  getExport(id: string, options: Options = {}): Promise<models.Export> {
    return this.document({ method: "GET", path: "/exports/{id}", places: { id }, options });
  }

  /** The file, sent piece by piece. Scope of the token: `export` or `admin`. */
  getExportFile(id: string, options: Options = {}): Promise<Download> {
    return this.file({ method: "GET", path: "/exports/{id}/file", places: { id }, options });
  }

  /** One field. Scope of the token: `read` or `write` or `import` or `export` or `admin`. */
  getField(type: models.TypeWord, key: string, options: Options = {}): Promise<models.Field> {
    return this.document({ method: "GET", path: "/types/{type}/fields/{key}", places: { type, key }, options });
  }

  /** That it answers at all. */
  getHealth(options: Options = {}): Promise<models.Health> {
    return this.document({ method: "GET", path: "/health", options });
  }

  /** An import with its state, counts and the work on it. Scope of the token: `import` or `admin`. */
  getImport(id: string, options: Options = {}): Promise<models.Import> {
    return this.document({ method: "GET", path: "/imports/{id}", places: { id }, options });
  }

  /** A deletion with its state, counts and the work on it. Scope of the token: `import` or `admin`. */
  getImportDeletion(id: string, options: Options = {}): Promise<models.ImportDeletion> {
    return this.document({ method: "GET", path: "/import-deletions/{id}", places: { id }, options });
  }

  /**
   * The file as it came, annotated, with results, with the rows that stayed out, or the list of issues. Scope
   * of the token: `import` or `admin`.
   */
  getImportFile(id: string, kind: "original" | "annotated" | "result" | "failed" | "issues", options: Options & {
    /** Like the file that came, when not said. */
    format?: "xlsx" | "csv" | undefined;
  } = {}): Promise<Download> {
    return this.file({ method: "GET", path: "/imports/{id}/files/{kind}", places: { id, kind }, query: { format: options.format }, options });
  }

  /**
   * How the file was read and what the check found, as the command line tells it. Scope of the token:
   * `import` or `admin`.
   */
  getImportSummary(id: string, options: Options & {
    /** Count the rows that go in with and without a warning. */
    rows?: boolean | undefined;
    /** Who gains and who loses records: plans every row. */
    people?: boolean | undefined;
  } = {}): Promise<models.ImportSummary> {
    return this.document({ method: "GET", path: "/imports/{id}/summary", places: { id }, query: { rows: options.rows, people: options.people }, options });
  }

  /** One piece of work, also one that ended. Scope of the token: `admin`. */
  getJob(id: string, options: Options = {}): Promise<models.QueuedJob> {
    return this.document({ method: "GET", path: "/jobs/{id}", places: { id }, options });
  }

  /** One of them. Scope of the token: `read` or `write` or `import` or `export` or `admin`. */
  getLgt(id: string, options: Options = {}): Promise<models.LgtRecord> {
    return this.document({ method: "GET", path: "/lgts/{id}", places: { id }, options });
  }

  /** The columns of the file, where each goes, and how sure that is. Scope of the token: `import` or `admin`. */
  getMapping(id: string, options: Options & {
    /** How many a page holds. */
    limit?: number | undefined;
    /** The `next_cursor` of the page before. */
    cursor?: string | undefined;
    /** Says how many there are in all. */
    include_total?: boolean | undefined;
  } = {}): Pages<models.Column> {
    return this.list({ method: "GET", path: "/imports/{id}/mapping", places: { id }, query: { limit: options.limit, cursor: options.cursor, include_total: options.include_total }, options });
  }

  /** Who the caller is, and what he may do. */
  getMe(options: Options = {}): Promise<models.Me> {
    return this.document({ method: "GET", path: "/me", options });
  }

  /** What a run would change, field by field and person by person. Scope of the token: `import` or `admin`. */
  getPreview(id: string, options: Options = {}): Promise<models.Preview> {
    return this.document({ method: "GET", path: "/imports/{id}/preview", places: { id }, options });
  }

  /** A recipe with its document. Scope of the token: `import` or `admin`. */
  getRecipe(name: string, options: Options = {}): Promise<models.Recipe> {
    return this.document({ method: "GET", path: "/recipes/{name}", places: { name }, options });
  }

  /** A record with all its fields. Scope of the token: `read` or `write` or `import` or `export` or `admin`. */
  getRecord<T extends models.TypeWord>(type: T, id: string, options: Options & {
    /** `text`: as people read them, in the language of the request. */
    values?: "typed" | "text" | undefined;
  } = {}): Promise<models.Records[T]> {
    return this.document({ method: "GET", path: "/records/{type}/{id}", places: { type, id }, query: { values: options.values }, options });
  }

  /** One row as it stands, with what a check would find now. Scope of the token: `import` or `admin`. */
  getRow(id: string, row: number | string, options: Options & {
    /** The first one when it is not said. */
    sheet?: string | undefined;
  } = {}): Promise<models.Row> {
    return this.document({ method: "GET", path: "/imports/{id}/rows/{row}", places: { id, row }, query: { sheet: options.sheet }, options });
  }

  /** The session of the cookie. */
  getSession(options: Options = {}): Promise<models.OwnSession> {
    return this.document({ method: "GET", path: "/session", options });
  }

  /** A look into the kept file: its sheets and their first rows. Scope of the token: `import` or `admin`. */
  getSheets(id: string, options: Options = {}): Promise<models.FileLook> {
    return this.document({ method: "GET", path: "/imports/{id}/sheets", places: { id }, options });
  }

  /**
   * A tag, and how many records of each type carry it. Scope of the token: `read` or `write` or `import` or
   * `export` or `admin`.
   */
  getTag(name: string, options: Options = {}): Promise<models.Tag> {
    return this.document({ method: "GET", path: "/tags/{name}", places: { name }, options });
  }

  /**
   * The file to fill in, or with `kind=edit` the records to edit in it. Scope of the token: `import` or
   * `admin`.
   */
  getTemplate(type: models.TypeWord, options: Options & {
    /** A template, or an edit file with records. */
    kind?: "template" | "edit" | undefined;
    /** Which way of importing it is for. */
    profile?: "general" | "leads" | "users" | "helpdesk-companies" | "edit" | "audience" | "companies-contacts" | undefined;
    /** Companies with contacts: two sheets, or contacts beside their company. */
    layout?: "a" | "b" | undefined;
    /** How many of the fields become columns. */
    columns?: "required" | "usual" | "all" | undefined;
    /** A workbook when not said. */
    format?: "xlsx" | "csv" | undefined;
    /** Of headers and words. */
    lang?: "en" | "cs" | "pt-BR" | "ru" | undefined;
    /** Conditions on the records of an edit file: `city=Brno`. */
    where?: string[] | undefined;
    /** Tags the records of an edit file carry, all of them. */
    tag?: string[] | undefined;
    /** Numbers of the records of an edit file, by comma. */
    ids?: string | undefined;
  } = {}): Promise<Download> {
    return this.file({ method: "GET", path: "/templates/{type}", places: { type }, query: { kind: options.kind, profile: options.profile, layout: options.layout, columns: options.columns, format: options.format, lang: options.lang, where: options.where, tag: options.tag, ids: options.ids }, options });
  }

  /** One token, without its secret. Scope of the token: `admin`. */
  getToken(id: string, options: Options = {}): Promise<models.Token> {
    return this.document({ method: "GET", path: "/tokens/{id}", places: { id }, options });
  }

  /** One of them. Scope of the token: `read` or `write` or `import` or `export` or `admin`. */
  getTunnel(id: string, options: Options = {}): Promise<models.TunnelRecord> {
    return this.document({ method: "GET", path: "/tunnels/{id}", places: { id }, options });
  }

  /** A record type with its fields. Scope of the token: `read` or `write` or `import` or `export` or `admin`. */
  getType(type: models.TypeWord, options: Options = {}): Promise<models.TypeWithFields> {
    return this.document({ method: "GET", path: "/types/{type}", places: { type }, options });
  }

  /** How far an upload came. Scope of the token: `import` or `admin`. */
  getUpload(id: string, options: Options = {}): Promise<models.Upload> {
    return this.document({ method: "GET", path: "/uploads/{id}", places: { id }, options });
  }

  /** One user. Scope of the token: `admin`. */
  getUser(id: string, options: Options = {}): Promise<models.User> {
    return this.document({ method: "GET", path: "/users/{id}", places: { id }, options });
  }

  /**
   * The texts of a column with known values, and what each stands for. Scope of the token: `import` or
   * `admin`.
   */
  getValueMap(id: string, field: string, options: Options = {}): Promise<models.ValueMap> {
    return this.document({ method: "GET", path: "/imports/{id}/value-maps/{field}", places: { id, field }, options });
  }

  /** Which version answers. */
  getVersion(options: Options = {}): Promise<models.Version> {
    return this.document({ method: "GET", path: "/version", options });
  }

  /** One list the caller may use. Scope of the token: `read` or `write` or `import` or `export` or `admin`. */
  getView(id: string, options: Options = {}): Promise<models.View> {
    return this.document({ method: "GET", path: "/views/{id}", places: { id }, options });
  }

  /** One webhook. Scope of the token: `admin`. */
  getWebhook(id: string, options: Options = {}): Promise<models.Webhook> {
    return this.document({ method: "GET", path: "/webhooks/{id}", places: { id }, options });
  }

  /** A link that lets somebody in once, to set a password. Shown once. Scope of the token: `admin`. */
  inviteUser(id: string, options: OptionsOnce = {}): Promise<models.Invitation> {
    return this.document({ method: "POST", path: "/users/{id}/invite", places: { id }, isOnce: true, options });
  }

  /** Lets parked work go on, as if it had never failed. Scope of the token: `admin`. */
  letJobGoOn(id: string, options: OptionsOnce = {}): Promise<models.QueuedJob> {
    return this.document({ method: "POST", path: "/jobs/{id}/go-on", places: { id }, isOnce: true, options });
  }

  /** Who did what to which number, and when; latest first, never a value. Scope of the token: `admin`. */
  listAudit(options: Options & {
    /** Of one person, by login. */
    by?: string | undefined;
    /** Of one kind of act. */
    verb?: string | undefined;
    /** On one kind of thing. */
    subject?: string | undefined;
    /** At this moment or later; RFC 3339, or a day. */
    from?: string | undefined;
    /** Before this moment. */
    until?: string | undefined;
    /** How many a page holds. */
    limit?: number | undefined;
    /** The `next_cursor` of the page before. */
    cursor?: string | undefined;
  } = {}): Pages<models.AuditEntry> {
    return this.list({ method: "GET", path: "/audit", query: { by: options.by, verb: options.verb, subject: options.subject, from: options.from, until: options.until, limit: options.limit, cursor: options.cursor }, options });
  }

  /** All of them, by number. Scope of the token: `read` or `write` or `import` or `export` or `admin`. */
  listBots(options: Options & {
    /** How many a page holds. */
    limit?: number | undefined;
    /** The `next_cursor` of the page before. */
    cursor?: string | undefined;
  } = {}): Pages<models.BotRecord> {
    return this.list({ method: "GET", path: "/bots", query: { limit: options.limit, cursor: options.cursor }, options });
  }

  /** Mass edits, latest first. Scope of the token: `write` or `admin`. */
  listBulkActions(options: Options & {
    /** How many a page holds. */
    limit?: number | undefined;
    /** The `next_cursor` of the page before. */
    cursor?: string | undefined;
  } = {}): Pages<models.BulkAction> {
    return this.list({ method: "GET", path: "/bulk-actions", query: { limit: options.limit, cursor: options.cursor }, options });
  }

  /** The records that were left as they were, and why. Scope of the token: `write` or `admin`. */
  listBulkItems(id: string, options: Options & {
    /** How many a page holds. */
    limit?: number | undefined;
    /** The `next_cursor` of the page before. */
    cursor?: string | undefined;
  } = {}): Pages<models.BulkItem> {
    return this.list({ method: "GET", path: "/bulk-actions/{id}/items", places: { id }, query: { limit: options.limit, cursor: options.cursor }, options });
  }

  /** What the run did, record by record, in the order it did it. Scope of the token: `import` or `admin`. */
  listChanges(id: string, options: Options & {
    /** How many a page holds. */
    limit?: number | undefined;
    /** The `next_cursor` of the page before. */
    cursor?: string | undefined;
  } = {}): Pages<models.RunChange> {
    return this.list({ method: "GET", path: "/imports/{id}/changes", places: { id }, query: { limit: options.limit, cursor: options.cursor }, options });
  }

  /** What was sent, latest first, and what became of it. Scope of the token: `admin`. */
  listDeliveries(id: string, options: Options & {
    /** How many a page holds. */
    limit?: number | undefined;
    /** The `next_cursor` of the page before. */
    cursor?: string | undefined;
  } = {}): Pages<models.Delivery> {
    return this.list({ method: "GET", path: "/webhooks/{id}/deliveries", places: { id }, query: { limit: options.limit, cursor: options.cursor }, options });
  }

  /** Exports, latest first. Scope of the token: `export` or `admin`. */
  listExports(options: Options & {
    /** Everybody's, for administrators. */
    of?: "own" | "all" | undefined;
    /** How many a page holds. */
    limit?: number | undefined;
    /** The `next_cursor` of the page before. */
    cursor?: string | undefined;
  } = {}): Pages<models.Export> {
    return this.list({ method: "GET", path: "/exports", query: { of: options.of, limit: options.limit, cursor: options.cursor }, options });
  }

  /** The fields of a type. Scope of the token: `read` or `write` or `import` or `export` or `admin`. */
  listFields(type: models.TypeWord, options: Options & {
    /** Archived fields too. */
    archived?: boolean | undefined;
    /** How many a page holds. */
    limit?: number | undefined;
    /** The `next_cursor` of the page before. */
    cursor?: string | undefined;
    /** Says how many there are in all. */
    include_total?: boolean | undefined;
  } = {}): Pages<models.Field> {
    return this.list({ method: "GET", path: "/types/{type}/fields", places: { type }, query: { archived: options.archived, limit: options.limit, cursor: options.cursor, include_total: options.include_total }, options });
  }

  /** Mends laid over the file, in order. Scope of the token: `import` or `admin`. */
  listFixes(id: string, options: Options & {
    /** How many a page holds. */
    limit?: number | undefined;
    /** The `next_cursor` of the page before. */
    cursor?: string | undefined;
    /** Says how many there are in all. */
    include_total?: boolean | undefined;
  } = {}): Pages<models.Fix> {
    return this.list({ method: "GET", path: "/imports/{id}/fixes", places: { id }, query: { limit: options.limit, cursor: options.cursor, include_total: options.include_total }, options });
  }

  /**
   * What happened to a record, latest first; also when it is gone. Scope of the token: `read` or `write` or
   * `import` or `export` or `admin`.
   */
  listHistory(type: models.TypeWord, id: string, options: Options & {
    /** How many a page holds. */
    limit?: number | undefined;
    /** The `next_cursor` of the page before. */
    cursor?: string | undefined;
    /** Says how many there are in all. */
    include_total?: boolean | undefined;
  } = {}): Pages<models.History> {
    return this.list({ method: "GET", path: "/records/{type}/{id}/history", places: { type, id }, query: { limit: options.limit, cursor: options.cursor, include_total: options.include_total }, options });
  }

  /**
   * The tags imports gave, newest first, and how many records carry them. Scope of the token: `import` or
   * `admin`.
   */
  listImportBatches(options: Options & {
    /** A record type, or `companies-contacts`; all of them when it is not said. */
    type?: string | undefined;
    /** How many a page holds. */
    limit?: number | undefined;
    /** The `next_cursor` of the page before. */
    cursor?: string | undefined;
    /** Says how many there are in all. */
    include_total?: boolean | undefined;
  } = {}): Pages<models.ImportBatch> {
    return this.list({ method: "GET", path: "/import-batches", query: { type: options.type, limit: options.limit, cursor: options.cursor, include_total: options.include_total }, options });
  }

  /** The records that stayed, and why. Scope of the token: `import` or `admin`. */
  listImportDeletionItems(id: string, options: Options & {
    /** How many a page holds. */
    limit?: number | undefined;
    /** The `next_cursor` of the page before. */
    cursor?: string | undefined;
    /** Says how many there are in all. */
    include_total?: boolean | undefined;
  } = {}): Pages<models.Kept> {
    return this.list({ method: "GET", path: "/import-deletions/{id}/items", places: { id }, query: { limit: options.limit, cursor: options.cursor, include_total: options.include_total }, options });
  }

  /** Deletions that began, latest first. Scope of the token: `import` or `admin`. */
  listImportDeletions(options: Options & {
    /** How many a page holds. */
    limit?: number | undefined;
    /** The `next_cursor` of the page before. */
    cursor?: string | undefined;
  } = {}): Pages<models.ImportDeletion> {
    return this.list({ method: "GET", path: "/import-deletions", query: { limit: options.limit, cursor: options.cursor }, options });
  }

  /** Imports and other runs, newest first. Scope of the token: `import` or `admin`. */
  listImports(options: Options & {
    /** Of one record type. */
    type?: string | undefined;
    /** Of one kind. */
    kind?: "import" | "edit" | "bulk" | "undo" | "delete" | undefined;
    /** In one state. */
    state?: "uploaded" | "reading" | "mapping" | "checking" | "checked" | "queued" | "running" | "completed" | "stopped" | "failed" | "undone" | "partly_undone" | undefined;
    /** How many a page holds. */
    limit?: number | undefined;
    /** The `next_cursor` of the page before. */
    cursor?: string | undefined;
  } = {}): Pages<models.Import> {
    return this.list({ method: "GET", path: "/imports", query: { type: options.type, kind: options.kind, state: options.state, limit: options.limit, cursor: options.cursor }, options });
  }

  /** Issues with the same cause in the same place, together. Scope of the token: `import` or `admin`. */
  listIssueGroups(id: string, options: Options & {
    /** How many a page holds. */
    limit?: number | undefined;
    /** The `next_cursor` of the page before. */
    cursor?: string | undefined;
    /** Says how many there are in all. */
    include_total?: boolean | undefined;
  } = {}): Pages<models.IssueGroup> {
    return this.list({ method: "GET", path: "/imports/{id}/issue-groups", places: { id }, query: { limit: options.limit, cursor: options.cursor, include_total: options.include_total }, options });
  }

  /** What is wrong with rows, in the order of the file. Scope of the token: `import` or `admin`. */
  listIssues(id: string, options: Options & {
    /** Of one severity. */
    severity?: "error" | "warning" | "note" | undefined;
    /** With one code. */
    code?: "required-empty" | "recommended-empty" | "one-of-empty" | "text-too-long" | "text-control" | "text-multiline" | "text-garbled" | "number-unreadable" | "number-out-of-range" | "number-ambiguous" | "digits-lost" | "date-unreadable" | "date-ambiguous" | "time-unreadable" | "yes-no-unknown" | "email-unreadable" | "phone-unreadable" | "web-address-unreadable" | "choice-unknown" | "country-unknown" | "cell-error" | "row-too-long" | "check-digit" | "link-missing" | "link-created" | "link-several" | "link-cycle" | "key-repeated" | "key-superseded" | "key-taken" | "match-several" | "record-missing" | "id-unknown" | "record-exists" | "record-changed-since" | "field-conflict" | "update-empty" | "messenger-id-odd" | "email-repeated" | "name-differs" | "role-forbidden" | "user-protected" | "last-administrator" | "undo-kept" | "linked-stays" | "write-failed" | "partner-rejected" | "row-excluded" | undefined;
    /** Of one row. */
    row?: number | undefined;
    /** Of one field. */
    field?: string | undefined;
    /** How many a page holds. */
    limit?: number | undefined;
    /** The `next_cursor` of the page before. */
    cursor?: string | undefined;
  } = {}): Pages<models.Issue> {
    return this.list({ method: "GET", path: "/imports/{id}/issues", places: { id }, query: { severity: options.severity, code: options.code, row: options.row, field: options.field, limit: options.limit, cursor: options.cursor }, options });
  }

  /** Everybody's work that waits, runs or is parked, oldest first. Scope of the token: `admin`. */
  listJobs(options: Options & {
    /** How many a page holds. */
    limit?: number | undefined;
    /** The `next_cursor` of the page before. */
    cursor?: string | undefined;
    /** Says how many there are in all. */
    include_total?: boolean | undefined;
  } = {}): Pages<models.QueuedJob> {
    return this.list({ method: "GET", path: "/jobs", query: { limit: options.limit, cursor: options.cursor, include_total: options.include_total }, options });
  }

  /** All of them, by number. Scope of the token: `read` or `write` or `import` or `export` or `admin`. */
  listLgts(options: Options & {
    /** How many a page holds. */
    limit?: number | undefined;
    /** The `next_cursor` of the page before. */
    cursor?: string | undefined;
  } = {}): Pages<models.LgtRecord> {
    return this.list({ method: "GET", path: "/lgts", query: { limit: options.limit, cursor: options.cursor }, options });
  }

  /**
   * The records that link to this one, a few of each type and field. Scope of the token: `read` or `write` or
   * `import` or `export` or `admin`.
   */
  listLinks(type: models.TypeWord, id: string, options: Options & {
    /** How many a page holds. */
    limit?: number | undefined;
    /** The `next_cursor` of the page before. */
    cursor?: string | undefined;
    /** Says how many there are in all. */
    include_total?: boolean | undefined;
  } = {}): Pages<models.LinkedRecords> {
    return this.list({ method: "GET", path: "/records/{type}/{id}/links", places: { type, id }, query: { limit: options.limit, cursor: options.cursor, include_total: options.include_total }, options });
  }

  /** What the caller was told, latest first. */
  listNotifications(options: Options & {
    /** How many a page holds. */
    limit?: number | undefined;
    /** The `next_cursor` of the page before. */
    cursor?: string | undefined;
  } = {}): Pages<models.Notification> {
    return this.list({ method: "GET", path: "/notifications", query: { limit: options.limit, cursor: options.cursor }, options });
  }

  /** Saved recipes by name. Scope of the token: `import` or `admin`. */
  listRecipes(options: Options & {
    /** How many a page holds. */
    limit?: number | undefined;
    /** The `next_cursor` of the page before. */
    cursor?: string | undefined;
    /** Says how many there are in all. */
    include_total?: boolean | undefined;
  } = {}): Pages<models.RecipeLine> {
    return this.list({ method: "GET", path: "/recipes", query: { limit: options.limit, cursor: options.cursor, include_total: options.include_total }, options });
  }

  /**
   * The records that fit, page by page. Scope of the token: `read` or `write` or `import` or `export` or
   * `admin`.
   */
  listRecords<T extends models.TypeWord>(type: T, options: Options & {
    /** `filter[city]=Brno`, `filter[created_at][gte]=2026-11-01`: eq, ne, lt, lte, gt, gte, contains. */
    filter?: { [name: string]: string | { [name: string]: string } } | undefined;
    /** Those with all of these tags. */
    tag?: string[] | undefined;
    /** Those with one of these tags. */
    tag_any?: string[] | undefined;
    /** Conditions as a person types them, in the language of the request: `city=Brno`. */
    where?: string[] | undefined;
    /** Those with these numbers, by comma. */
    ids?: string | undefined;
    /** `text`: as people read them, in the language of the request. */
    values?: "typed" | "text" | undefined;
    /** Which fields, by comma; the usual ones when it is not said. */
    fields?: string | undefined;
    /**
     * Fields to sort by, with a comma between, `-` before one for the largest first; by number when nothing
     * is said.
     */
    sort?: string | undefined;
    /** Counts them all; takes time. */
    include_total?: boolean | undefined;
    /** How many a page holds. */
    limit?: number | undefined;
    /** The `next_cursor` of the page before. */
    cursor?: string | undefined;
  } = {}): Pages<models.Records[T]> {
    return this.list({ method: "GET", path: "/records/{type}", places: { type }, query: { filter: options.filter, tag: options.tag, tag_any: options.tag_any, where: options.where, ids: options.ids, values: options.values, fields: options.fields, sort: options.sort, include_total: options.include_total, limit: options.limit, cursor: options.cursor }, options });
  }

  /**
   * The roles, and what each may do. Scope of the token: `read` or `write` or `import` or `export` or
   * `admin`.
   */
  listRoles(options: Options & {
    /** How many a page holds. */
    limit?: number | undefined;
    /** The `next_cursor` of the page before. */
    cursor?: string | undefined;
    /** Says how many there are in all. */
    include_total?: boolean | undefined;
  } = {}): Pages<models.Role> {
    return this.list({ method: "GET", path: "/roles", query: { limit: options.limit, cursor: options.cursor, include_total: options.include_total }, options });
  }

  /** What a run would do to each row. Scope of the token: `import` or `admin`. */
  listRows(id: string, options: Options & {
    /** With one outcome. */
    outcome?: "created" | "updated" | "unchanged" | "skipped" | "rejected" | "failed" | undefined;
    /** How many a page holds. */
    limit?: number | undefined;
    /** The `next_cursor` of the page before. */
    cursor?: string | undefined;
  } = {}): Pages<models.PlannedRow> {
    return this.list({ method: "GET", path: "/imports/{id}/rows", places: { id }, query: { outcome: options.outcome, limit: options.limit, cursor: options.cursor }, options });
  }

  /** Who is signed in, latest first. Scope of the token: `admin`. */
  listSessions(options: Options & {
    /** How many a page holds. */
    limit?: number | undefined;
    /** The `next_cursor` of the page before. */
    cursor?: string | undefined;
  } = {}): Pages<models.Session> {
    return this.list({ method: "GET", path: "/sessions", query: { limit: options.limit, cursor: options.cursor }, options });
  }

  /** Every setting as it stands. Scope of the token: `admin`. */
  listSettings(options: Options & {
    /** How many a page holds. */
    limit?: number | undefined;
    /** The `next_cursor` of the page before. */
    cursor?: string | undefined;
    /** Says how many there are in all. */
    include_total?: boolean | undefined;
  } = {}): Pages<models.Setting> {
    return this.list({ method: "GET", path: "/settings", query: { limit: options.limit, cursor: options.cursor, include_total: options.include_total }, options });
  }

  /**
   * Tags, and how many records of each type carry them. Scope of the token: `read` or `write` or `import` or
   * `export` or `admin`.
   */
  listTags(options: Options & {
    /** Only those records of this type carry. */
    type?: string | undefined;
    /** How many a page holds. */
    limit?: number | undefined;
    /** The `next_cursor` of the page before. */
    cursor?: string | undefined;
    /** Says how many there are in all. */
    include_total?: boolean | undefined;
  } = {}): Pages<models.Tag> {
    return this.list({ method: "GET", path: "/tags", query: { type: options.type, limit: options.limit, cursor: options.cursor, include_total: options.include_total }, options });
  }

  /** Everybody's tokens, latest first. Scope of the token: `admin`. */
  listTokens(options: Options & {
    /** How many a page holds. */
    limit?: number | undefined;
    /** The `next_cursor` of the page before. */
    cursor?: string | undefined;
    /** Says how many there are in all. */
    include_total?: boolean | undefined;
  } = {}): Pages<models.Token> {
    return this.list({ method: "GET", path: "/tokens", query: { limit: options.limit, cursor: options.cursor, include_total: options.include_total }, options });
  }

  /** All of them, by number. Scope of the token: `read` or `write` or `import` or `export` or `admin`. */
  listTunnels(options: Options & {
    /** How many a page holds. */
    limit?: number | undefined;
    /** The `next_cursor` of the page before. */
    cursor?: string | undefined;
  } = {}): Pages<models.TunnelRecord> {
    return this.list({ method: "GET", path: "/tunnels", query: { limit: options.limit, cursor: options.cursor }, options });
  }

  /** The record types there are. Scope of the token: `read` or `write` or `import` or `export` or `admin`. */
  listTypes(options: Options & {
    /** How many a page holds. */
    limit?: number | undefined;
    /** The `next_cursor` of the page before. */
    cursor?: string | undefined;
    /** Says how many there are in all. */
    include_total?: boolean | undefined;
  } = {}): Pages<models.Type> {
    return this.list({ method: "GET", path: "/types", query: { limit: options.limit, cursor: options.cursor, include_total: options.include_total }, options });
  }

  /** Who signs in or is served. Scope of the token: `admin`. */
  listUsers(options: Options & {
    /** Of one role. */
    role?: "administrator" | "operator" | "end-user" | undefined;
    /** Part of the login. */
    q?: string | undefined;
    /** Those who may act, or those put aside. */
    is_active?: boolean | undefined;
    /** How many a page holds. */
    limit?: number | undefined;
    /** The `next_cursor` of the page before. */
    cursor?: string | undefined;
  } = {}): Pages<models.User> {
    return this.list({ method: "GET", path: "/users", query: { role: options.role, q: options.q, is_active: options.is_active, limit: options.limit, cursor: options.cursor }, options });
  }

  /**
   * The lists the caller may use under a name. Scope of the token: `read` or `write` or `import` or `export`
   * or `admin`.
   */
  listViews(options: Options & {
    /** Those of one record type. */
    type?: string | undefined;
    /** How many a page holds. */
    limit?: number | undefined;
    /** The `next_cursor` of the page before. */
    cursor?: string | undefined;
    /** Says how many there are in all. */
    include_total?: boolean | undefined;
  } = {}): Pages<models.View> {
    return this.list({ method: "GET", path: "/views", query: { type: options.type, limit: options.limit, cursor: options.cursor, include_total: options.include_total }, options });
  }

  /** Webhooks, latest first. Scope of the token: `admin`. */
  listWebhooks(options: Options & {
    /** How many a page holds. */
    limit?: number | undefined;
    /** The `next_cursor` of the page before. */
    cursor?: string | undefined;
    /** Says how many there are in all. */
    include_total?: boolean | undefined;
  } = {}): Pages<models.Webhook> {
    return this.list({ method: "GET", path: "/webhooks", query: { limit: options.limit, cursor: options.cursor, include_total: options.include_total }, options });
  }

  /** The order of the custom fields in use. Scope of the token: `admin`. */
  orderFields(type: models.TypeWord, body: models.FieldOrder, options: Options = {}): Pages<models.Field> {
    return this.list({ method: "PUT", path: "/types/{type}/field-order", places: { type }, body, options });
  }

  /** One is read. */
  readNotification(id: string, options: OptionsOnce = {}): Promise<void> {
    return this.document({ method: "POST", path: "/notifications/{id}/read", places: { id }, isOnce: true, options });
  }

  /** All are read. */
  readNotifications(options: OptionsOnce = {}): Promise<void> {
    return this.document({ method: "POST", path: "/notifications/read-all", isOnce: true, options });
  }

  /** The same once more. Scope of the token: `admin`. */
  redeliver(id: string, delivery: string, options: OptionsOnce = {}): Promise<models.Delivery> {
    return this.document({ method: "POST", path: "/webhooks/{id}/deliveries/{delivery}/redeliver", places: { id, delivery }, isOnce: true, options });
  }

  /** Another name on every record that carries it. Scope of the token: `admin`. */
  renameTag(name: string, body: models.TagName, options: Options = {}): Promise<models.TagDone> {
    return this.document({ method: "PATCH", path: "/tags/{name}", places: { name }, body, options });
  }

  /** Another secret, in this answer only; the old one signs nothing from now on. Scope of the token: `admin`. */
  renewWebhookSecret(id: string, options: OptionsOnce = {}): Promise<models.WebhookMade> {
    return this.document({ method: "POST", path: "/webhooks/{id}/secret", places: { id }, isOnce: true, options });
  }

  /** The same export once more, with the records that fit now. Scope of the token: `export` or `admin`. */
  repeatExport(id: string, options: OptionsOnce = {}): Promise<models.Export> {
    return this.document({ method: "POST", path: "/exports/{id}/repeat", places: { id }, isOnce: true, options });
  }

  /**
   * Another file in the same way: a new import with everything as it was set. Scope of the token: `import` or
   * `admin`.
   */
  repeatImport(id: string, body: FileBody, options: OptionsOnce & {
    /** The name of the file. */
    name?: string | undefined;
    /** A file that came in pieces, instead of a body: its number at `/uploads`. */
    upload?: string | undefined;
    /** How far one request goes. */
    auto?: "none" | "check" | "start_if_clean" | "start" | undefined;
  } = {}): Promise<models.ImportMade> {
    return this.document({ method: "POST", path: "/imports/{id}/repeat", places: { id }, query: { name: options.name, upload: options.upload, auto: options.auto }, body, isOnce: true, options });
  }

  /**
   * A corrected file into the same import: settings stay, rows are read anew. Scope of the token: `import` or
   * `admin`.
   */
  replaceFile(id: string, body: FileBody, options: Options & {
    /** The name of the file. */
    name?: string | undefined;
    /** A file that came in pieces, instead of a body: its number at `/uploads`. */
    upload?: string | undefined;
  } = {}): Promise<models.Import> {
    return this.document({ method: "PUT", path: "/imports/{id}/file", places: { id }, query: { name: options.name, upload: options.upload }, body, options });
  }

  /** Another document, and perhaps another name. Scope of the token: `import` or `admin`. */
  replaceRecipe(name: string, body: models.RecipeText, options: OptionsOfChange): Promise<models.Recipe> {
    return this.document({ method: "PUT", path: "/recipes/{name}", places: { name }, body, options });
  }

  /** The same for somebody who forgot the password. Scope of the token: `admin`. */
  resetPassword(id: string, options: OptionsOnce = {}): Promise<models.Invitation> {
    return this.document({ method: "POST", path: "/users/{id}/reset", places: { id }, isOnce: true, options });
  }

  /**
   * Takes everything back that was not changed since; with `dry_run` only tells what would happen. Scope of
   * the token: `import` or `admin`.
   */
  revertImport(id: string, options: OptionsOnce & {
    /** Only look. */
    dry_run?: boolean | undefined;
  } = {}): Promise<models.TakenBack | models.Import> {
    return this.document({ method: "POST", path: "/imports/{id}/revert", places: { id }, query: { dry_run: options.dry_run }, isOnce: true, options });
  }

  /** From this moment on the token opens nothing. Scope of the token: `admin`. */
  revokeToken(id: string, options: Options = {}): Promise<void> {
    return this.document({ method: "DELETE", path: "/tokens/{id}", places: { id }, options });
  }

  /**
   * Keeps a list; a name used before is replaced. Scope of the token: `read` or `write` or `import` or
   * `export` or `admin`.
   */
  saveView(body: models.NewView, options: OptionsOnce = {}): Promise<models.View> {
    return this.document({ method: "POST", path: "/views", body, isOnce: true, options });
  }

  /**
   * A few records of every type whose number, name or key fits. Scope of the token: `read` or `write` or
   * `import` or `export` or `admin`.
   */
  search(options: Options & {
    /** What to look for. */
    q?: string | undefined;
    /** How many a page holds. */
    limit?: number | undefined;
    /** The `next_cursor` of the page before. */
    cursor?: string | undefined;
    /** Says how many there are in all. */
    include_total?: boolean | undefined;
  } = {}): Pages<models.Hit> {
    return this.list({ method: "GET", path: "/search", query: { q: options.q, limit: options.limit, cursor: options.cursor, include_total: options.include_total }, options });
  }

  /**
   * Which field each column goes to. Columns that are not listed stay as they are. Scope of the token:
   * `import` or `admin`.
   */
  setMapping(id: string, body: models.Mapping, options: OptionsOfChange): Pages<models.Column> {
    return this.list({ method: "PUT", path: "/imports/{id}/mapping", places: { id }, body, options });
  }

  /**
   * The record has these tags and no others; in its history, with an undo. Scope of the token: `write` or
   * `admin`.
   */
  setTags(type: models.TypeWord, id: string, body: models.RecordTags, options: Options = {}): Promise<models.RecordTags> {
    return this.document({ method: "PUT", path: "/records/{type}/{id}/tags", places: { type, id }, body, options });
  }

  /** Makes the first administrator, once, by whoever has the token of the set-up link; he is signed in. */
  setUp(body: models.FirstAdministrator, options: Options = {}): Promise<models.OwnSession> {
    return this.document({ method: "POST", path: "/setup", body, options });
  }

  /**
   * What texts stand for; an empty meaning leaves the field empty, null reads them as they are. Scope of the
   * token: `import` or `admin`.
   */
  setValueMap(id: string, field: string, body: models.NewValueMap, options: OptionsOfChange): Promise<models.ValueMap> {
    return this.document({ method: "PUT", path: "/imports/{id}/value-maps/{field}", places: { id, field }, body, options });
  }

  /** A name and a password become a session, kept in a cookie. */
  signIn(body: models.Credentials, options: Options = {}): Promise<models.OwnSession> {
    return this.document({ method: "POST", path: "/session", body, options });
  }

  /** The session of the cookie ends. */
  signOut(options: Options = {}): Promise<void> {
    return this.document({ method: "DELETE", path: "/session", options });
  }

  /** Writes the records. Scope of the token: `import` or `admin`. */
  startImport(id: string, options: OptionsOnce = {}): Promise<models.Import> {
    return this.document({ method: "POST", path: "/imports/{id}/start", places: { id }, isOnce: true, options });
  }

  /** Sends something to see whether the receiver hears. Scope of the token: `admin`. */
  testWebhook(id: string, options: OptionsOnce = {}): Promise<models.Delivery> {
    return this.document({ method: "POST", path: "/webhooks/{id}/test", places: { id }, isOnce: true, options });
  }

  /** Takes everything back that was not changed since. Scope of the token: `import` or `admin`. */
  undoBulkAction(id: string, options: OptionsOnce = {}): Promise<models.BulkAction> {
    return this.document({ method: "POST", path: "/bulk-actions/{id}/undo", places: { id }, isOnce: true, options });
  }

  /** Takes the latest mend back. Scope of the token: `import` or `admin`. */
  undoFix(id: string, options: Options = {}): Promise<models.Fix> {
    return this.document({ method: "DELETE", path: "/imports/{id}/fixes/last", places: { id }, options });
  }

  /** Takes the mend with this number back, when it is the latest. Scope of the token: `import` or `admin`. */
  undoNumberedFix(id: string, n: number | string, options: Options = {}): Promise<models.Fix> {
    return this.document({ method: "DELETE", path: "/imports/{id}/fixes/{n}", places: { id, n }, options });
  }

  /** Changes the fields that are named. Scope of the token: `admin`. */
  updateBot(id: string, body: models.BotWrite, options: OptionsOfChange): Promise<models.BotRecord> {
    return this.document({ method: "PATCH", path: "/bots/{id}", places: { id }, body, options });
  }

  /** Changes a custom field, or takes it out of use. Scope of the token: `admin`. */
  updateField(type: models.TypeWord, key: string, body: models.FieldChange, options: OptionsOfChange): Promise<models.Field> {
    return this.document({ method: "PATCH", path: "/types/{type}/fields/{key}", places: { type, key }, body, options });
  }

  /**
   * How the file is read (`file`), or a recipe laid over it, or name and options: one of the three. Scope of
   * the token: `import` or `admin`.
   */
  updateImport(id: string, body: models.ImportPatch, options: OptionsOfChange): Promise<models.Import> {
    return this.document({ method: "PATCH", path: "/imports/{id}", places: { id }, body, options });
  }

  /** Changes the fields that are named. Scope of the token: `admin`. */
  updateLgt(id: string, body: models.LgtWrite, options: OptionsOfChange): Promise<models.LgtRecord> {
    return this.document({ method: "PATCH", path: "/lgts/{id}", places: { id }, body, options });
  }

  /** What the caller chooses for himself: language, theme, shortcuts. */
  updateMe(body: models.MyChoices, options: Options = {}): Promise<models.Me> {
    return this.document({ method: "PATCH", path: "/me", body, options });
  }

  /** Changes the fields that are named; null clears one. Scope of the token: `write` or `admin`. */
  updateRecord<T extends models.TypeWord>(type: T, id: string, body: models.RecordWrites[T], options: OptionsOfChange): Promise<models.Records[T]> {
    return this.document({ method: "PATCH", path: "/records/{type}/{id}", places: { type, id }, body, options });
  }

  /**
   * Other texts in cells of a row, or the row left out; the file stays as it came. Scope of the token:
   * `import` or `admin`.
   */
  updateRow(id: string, row: number | string, body: models.RowPatch, options: Options = {}): Promise<models.Row> {
    return this.document({ method: "PATCH", path: "/imports/{id}/rows/{row}", places: { id, row }, body, options });
  }

  /** Sets all that are named, or none; null goes back to the default. Scope of the token: `admin`. */
  updateSettings(body: models.SettingsChange, options: OptionsOfChange): Pages<models.Setting> {
    return this.list({ method: "PATCH", path: "/settings", body, options });
  }

  /** Changes the fields that are named. Scope of the token: `admin`. */
  updateTunnel(id: string, body: models.TunnelWrite, options: OptionsOfChange): Promise<models.TunnelRecord> {
    return this.document({ method: "PATCH", path: "/tunnels/{id}", places: { id }, body, options });
  }

  /** Changes fields of a user. Scope of the token: `admin`. */
  updateUser(id: string, body: models.UserChange, options: OptionsOfChange): Promise<models.User> {
    return this.document({ method: "PATCH", path: "/users/{id}", places: { id }, body, options });
  }

  /**
   * Another name, other filters, or for others too: of a list of one's own. Scope of the token: `read` or
   * `write` or `import` or `export` or `admin`.
   */
  updateView(id: string, body: models.ViewChange, options: Options = {}): Promise<models.View> {
    return this.document({ method: "PATCH", path: "/views/{id}", places: { id }, body, options });
  }

  /** Another address, other events, or put aside. Scope of the token: `admin`. */
  updateWebhook(id: string, body: models.WebhookChange, options: OptionsOfChange): Promise<models.Webhook> {
    return this.document({ method: "PATCH", path: "/webhooks/{id}", places: { id }, body, options });
  }

  /**
   * Creates and changes up to 500 records: one plan, one run, an answer for each item in its place. Scope of
   * the token: `write` or `admin`.
   */
  writeRecords(type: models.TypeWord, body: models.RecordBatch, options: OptionsOnce = {}): Promise<models.RecordBatchReport> {
    return this.document({ method: "POST", path: "/records/{type}/batch", places: { type }, body, isOnce: true, options });
  }
}
