# Made by `cargo xtask reference` from the OpenAPI document. Not to be edited.
"""Every operation of the REST API, by its name in the OpenAPI document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Literal

from . import models
from .connection import Connection, FileBody, IfMatch
from .download import Download, ServerEvent
from .pages import Pages


class Operations(Connection):
    """One method an operation."""

    def activate_user(
        self,
        id: str,
        *,
        idempotency_key: str | None = None,
    ) -> models.UserAfter:
        """Lets somebody in again. Scope of the token: `admin`."""
        return self._document("POST", "/users/{id}/activate", places={"id": id}, is_once=True, key=idempotency_key)

    def add_fix(
        self,
        id: str,
        body: models.NewFix,
        *,
        idempotency_key: str | None = None,
    ) -> models.Touched:
        """Lays a mend over the file; check again afterwards. Scope of the token: `import` or `admin`."""
        return self._document("POST", "/imports/{id}/fixes", places={"id": id}, body=body, is_once=True, key=idempotency_key)

    def add_to_upload(
        self,
        id: str,
        body: FileBody,
        *,
        offset: int | None = None,
    ) -> models.Upload:
        """Adds the piece that begins at `offset`, which is where the upload ends. Scope of the token:
        `import` or `admin`.

        `offset`: The place of the first byte of the body.
        """
        return self._document("PUT", "/uploads/{id}", places={"id": id}, query={"offset": offset}, body=body)

    def begin_upload(
        self,
        body: models.NewUpload,
        *,
        idempotency_key: str | None = None,
    ) -> models.Upload:
        """Makes room for a file that comes in pieces; it is kept a day. Scope of the token: `import` or
        `admin`."""
        return self._document("POST", "/uploads", body=body, is_once=True, key=idempotency_key)

    def cancel_bulk_action(
        self,
        id: str,
        *,
        idempotency_key: str | None = None,
    ) -> models.BulkAction:
        """Stops where it is safe; what was written stays. Scope of the token: `write` or `admin`."""
        return self._document("POST", "/bulk-actions/{id}/cancel", places={"id": id}, is_once=True, key=idempotency_key)

    def cancel_export(
        self,
        id: str,
        *,
        idempotency_key: str | None = None,
    ) -> models.Export:
        """It is not made, or stops. Scope of the token: `export` or `admin`."""
        return self._document("POST", "/exports/{id}/cancel", places={"id": id}, is_once=True, key=idempotency_key)

    def cancel_import(
        self,
        id: str,
        *,
        idempotency_key: str | None = None,
    ) -> models.Import:
        """Stops where it is safe. Scope of the token: `import` or `admin`."""
        return self._document("POST", "/imports/{id}/cancel", places={"id": id}, is_once=True, key=idempotency_key)

    def cancel_import_deletion(
        self,
        id: str,
        *,
        idempotency_key: str | None = None,
    ) -> models.ImportDeletion:
        """Stops where it is safe; what is deleted stays deleted. Scope of the token: `import` or `admin`."""
        return self._document("POST", "/import-deletions/{id}/cancel", places={"id": id}, is_once=True, key=idempotency_key)

    def cancel_job(
        self,
        id: str,
        *,
        idempotency_key: str | None = None,
    ) -> models.QueuedJob:
        """Takes work out of the queue; what runs is told to stop where that is safe. Scope of the token:
        `admin`."""
        return self._document("POST", "/jobs/{id}/cancel", places={"id": id}, is_once=True, key=idempotency_key)

    def check_import(
        self,
        id: str,
        *,
        idempotency_key: str | None = None,
    ) -> models.Import:
        """Checks every row; writes no record. Scope of the token: `import` or `admin`."""
        return self._document("POST", "/imports/{id}/check", places={"id": id}, is_once=True, key=idempotency_key)

    def check_login_mode(
        self,
        *,
        idempotency_key: str | None = None,
    ) -> models.LoginModeCheck:
        """Whether people could sign in by e-mail. Scope of the token: `admin`."""
        return self._document("POST", "/settings/login-mode/check", is_once=True, key=idempotency_key)

    def convert_field(
        self,
        type: models.TypeWord,
        key: str,
        body: models.Conversion,
        *,
        idempotency_key: str | None = None,
    ) -> models.Converted:
        """Another kind for a field that is empty; with `dry_run` what the other kind could read. Scope of the
        token: `admin`."""
        return self._document("POST", "/types/{type}/fields/{key}/convert", places={"type": type, "key": key}, body=body, is_once=True, key=idempotency_key)

    def create_bot(
        self,
        body: models.BotWrite,
        *,
        idempotency_key: str | None = None,
    ) -> models.BotRecord:
        """Adds one. Scope of the token: `admin`."""
        return self._document("POST", "/bots", body=body, is_once=True, key=idempotency_key)

    def create_bulk_action(
        self,
        body: models.NewBulkAction,
        *,
        idempotency_key: str | None = None,
    ) -> models.BulkPreview | models.BulkAction:
        """Does something with many records; with `dry_run` only tells what would happen. Scope of the token:
        `write` or `admin`."""
        return self._document("POST", "/bulk-actions", body=body, is_once=True, key=idempotency_key)

    def create_embed_session(
        self,
        body: models.NewEmbedSession,
        *,
        idempotency_key: str | None = None,
    ) -> models.EmbedSessionMade:
        """Makes a session of the wizard for a frame. Its address is in this answer only, and is opened once.
        Scope of the token: `import` or `admin`."""
        return self._document("POST", "/embed-sessions", body=body, is_once=True, key=idempotency_key)

    def create_export(
        self,
        body: models.NewExport,
        *,
        idempotency_key: str | None = None,
    ) -> models.Export:
        """An export made in the background; its file is kept for some days. Scope of the token: `export` or
        `admin`."""
        return self._document("POST", "/exports", body=body, is_once=True, key=idempotency_key)

    def create_field(
        self,
        type: models.TypeWord,
        body: models.NewField,
        *,
        idempotency_key: str | None = None,
    ) -> models.Field:
        """A custom field: at once in templates, mapping, filters and exports. Scope of the token: `admin`."""
        return self._document("POST", "/types/{type}/fields", places={"type": type}, body=body, is_once=True, key=idempotency_key)

    def create_import(
        self,
        body: models.NewImport | FileBody,
        *,
        type: str | None = None,
        name: str | None = None,
        profile: str | None = None,
        recipe: str | None = None,
        auto: Literal["none", "check", "start_if_clean", "start"] | None = None,
        request: str | None = None,
        idempotency_key: str | None = None,
    ) -> models.ImportMade:
        """A file, or rows, become an import; with `auto` the check and the run follow by themselves. Scope of
        the token: `import` or `admin`.

        `type`: The record type, when the body is the file itself.
        `name`: The name of the file.
        `profile`: A preset.
        `recipe`: A saved recipe.
        `auto`: How far one request goes.
        `request`: The document of `NewImport` as JSON, for what has no name of its own here.
        """
        return self._document("POST", "/imports", query={"type": type, "name": name, "profile": profile, "recipe": recipe, "auto": auto, "request": request}, body=body, is_once=True, key=idempotency_key)

    def create_import_deletion(
        self,
        body: models.NewImportDeletion,
        *,
        idempotency_key: str | None = None,
    ) -> models.TakenBack | models.ImportDeletion:
        """Deletes what an import created; with `dry_run` only tells what would go. Scope of the token:
        `import` or `admin`."""
        return self._document("POST", "/import-deletions", body=body, is_once=True, key=idempotency_key)

    def create_lgt(
        self,
        body: models.LgtWrite,
        *,
        idempotency_key: str | None = None,
    ) -> models.LgtRecord:
        """Adds one. Scope of the token: `admin`."""
        return self._document("POST", "/lgts", body=body, is_once=True, key=idempotency_key)

    def create_recipe(
        self,
        body: models.NewRecipe,
        *,
        idempotency_key: str | None = None,
    ) -> models.Recipe:
        """Saves a recipe: a document, or what an import was set to do. Scope of the token: `import` or
        `admin`."""
        return self._document("POST", "/recipes", body=body, is_once=True, key=idempotency_key)

    def create_record(
        self,
        type: models.TypeWord,
        body: models.RecordWrite,
        *,
        idempotency_key: str | None = None,
    ) -> models.Record:
        """Creates a record. Scope of the token: `write` or `admin`."""
        return self._document("POST", "/records/{type}", places={"type": type}, body=body, is_once=True, key=idempotency_key)

    def create_tag(
        self,
        body: models.TagName,
        *,
        idempotency_key: str | None = None,
    ) -> models.Tag:
        """A tag that no record carries yet. Scope of the token: `write` or `admin`."""
        return self._document("POST", "/tags", body=body, is_once=True, key=idempotency_key)

    def create_token(
        self,
        body: models.NewToken,
        *,
        idempotency_key: str | None = None,
    ) -> models.TokenMade:
        """Makes a token that acts as its owner. The secret is in this answer only. Scope of the token:
        `admin`."""
        return self._document("POST", "/tokens", body=body, is_once=True, key=idempotency_key)

    def create_tunnel(
        self,
        body: models.TunnelWrite,
        *,
        idempotency_key: str | None = None,
    ) -> models.TunnelRecord:
        """Adds one. Scope of the token: `admin`."""
        return self._document("POST", "/tunnels", body=body, is_once=True, key=idempotency_key)

    def create_type(
        self,
        body: models.NewType,
        *,
        idempotency_key: str | None = None,
    ) -> models.Type:
        """A record type of the installation's own. Scope of the token: `admin`."""
        return self._document("POST", "/types", body=body, is_once=True, key=idempotency_key)

    def create_user(
        self,
        body: models.NewUser,
        *,
        idempotency_key: str | None = None,
    ) -> models.User:
        """Adds a user. Scope of the token: `admin`."""
        return self._document("POST", "/users", body=body, is_once=True, key=idempotency_key)

    def create_webhook(
        self,
        body: models.NewWebhook,
        *,
        idempotency_key: str | None = None,
    ) -> models.WebhookMade:
        """Makes a webhook. The secret that signs is in this answer only. Scope of the token: `admin`."""
        return self._document("POST", "/webhooks", body=body, is_once=True, key=idempotency_key)

    def deactivate_user(
        self,
        id: str,
        body: models.Deactivation,
        *,
        idempotency_key: str | None = None,
    ) -> models.UserAfter:
        """Puts somebody aside; an heir takes over what he is responsible for. Scope of the token: `admin`."""
        return self._document("POST", "/users/{id}/deactivate", places={"id": id}, body=body, is_once=True, key=idempotency_key)

    def delete_bot(
        self,
        id: str,
        *,
        if_match: IfMatch,
    ) -> None:
        """Deletes one that nothing hangs on. Scope of the token: `admin`."""
        return self._nothing("DELETE", "/bots/{id}", places={"id": id}, if_match=if_match)

    def delete_export(
        self,
        id: str,
    ) -> None:
        """The export and its file go. Scope of the token: `export` or `admin`."""
        return self._nothing("DELETE", "/exports/{id}", places={"id": id})

    def delete_field(
        self,
        type: models.TypeWord,
        key: str,
        *,
        if_match: IfMatch,
    ) -> None:
        """Deletes a custom field that no record holds a value in. Scope of the token: `admin`."""
        return self._nothing("DELETE", "/types/{type}/fields/{key}", places={"type": type, "key": key}, if_match=if_match)

    def delete_import(
        self,
        id: str,
    ) -> None:
        """Throws away what has not run, with its file and mends. What has run stays. Scope of the token:
        `import` or `admin`."""
        return self._nothing("DELETE", "/imports/{id}", places={"id": id})

    def delete_lgt(
        self,
        id: str,
        *,
        if_match: IfMatch,
    ) -> None:
        """Deletes one that nothing hangs on. Scope of the token: `admin`."""
        return self._nothing("DELETE", "/lgts/{id}", places={"id": id}, if_match=if_match)

    def delete_recipe(
        self,
        name: str,
        *,
        if_match: IfMatch,
    ) -> None:
        """Deletes a recipe. Scope of the token: `import` or `admin`."""
        return self._nothing("DELETE", "/recipes/{name}", places={"name": name}, if_match=if_match)

    def delete_record(
        self,
        type: models.TypeWord,
        id: str,
        *,
        if_match: IfMatch,
    ) -> None:
        """Takes the record away; the run that did it can be undone. Scope of the token: `write` or `admin`."""
        return self._nothing("DELETE", "/records/{type}/{id}", places={"type": type, "id": id}, if_match=if_match)

    def delete_tag(
        self,
        name: str,
    ) -> models.TagDone:
        """The tag goes off every record. Scope of the token: `admin`."""
        return self._document("DELETE", "/tags/{name}", places={"name": name})

    def delete_tunnel(
        self,
        id: str,
        *,
        if_match: IfMatch,
    ) -> None:
        """Deletes one that nothing hangs on. Scope of the token: `admin`."""
        return self._nothing("DELETE", "/tunnels/{id}", places={"id": id}, if_match=if_match)

    def delete_view(
        self,
        id: str,
    ) -> None:
        """Deletes a list of one's own. Scope of the token: `read` or `write` or `import` or `export` or
        `admin`."""
        return self._nothing("DELETE", "/views/{id}", places={"id": id})

    def delete_webhook(
        self,
        id: str,
        *,
        if_match: IfMatch,
    ) -> None:
        """The webhook and its deliveries go. Scope of the token: `admin`."""
        return self._nothing("DELETE", "/webhooks/{id}", places={"id": id}, if_match=if_match)

    def drop_upload(
        self,
        id: str,
    ) -> None:
        """Throws an upload away. Scope of the token: `import` or `admin`."""
        return self._nothing("DELETE", "/uploads/{id}", places={"id": id})

    def end_embed_session(
        self,
        id: str,
    ) -> None:
        """Ends a session at once; what was imported stays. Scope of the token: `import` or `admin`."""
        return self._nothing("DELETE", "/embed-sessions/{id}", places={"id": id})

    def end_session(
        self,
        id: str,
    ) -> None:
        """Signs somebody out. Scope of the token: `admin`."""
        return self._nothing("DELETE", "/sessions/{id}", places={"id": id})

    def erase_record(
        self,
        type: models.TypeWord,
        id: str,
        body: models.ErasureRequest,
        *,
        idempotency_key: str | None = None,
    ) -> models.Erasure:
        """Erases a person: the record, its history, links to it, rows of uploads, results, exports, messages.
        Cannot be undone. Scope of the token: `admin`."""
        return self._document("POST", "/records/{type}/{id}/erase", places={"type": type, "id": id}, body=body, is_once=True, key=idempotency_key)

    def export_records(
        self,
        type: models.TypeWord,
        body: models.ExportNow,
    ) -> Download:
        """The file at once: nothing is kept, and it is sent while it is written. Scope of the token: `export`
        or `admin`."""
        return self._file("POST", "/records/{type}/export", places={"type": type}, body=body)

    def follow_events(
        self,
    ) -> Iterator[ServerEvent]:
        """Server-sent events `notification` and `unread`: what the caller is told, as it is told."""
        return self._events("GET", "/events")

    def follow_import(
        self,
        id: str,
    ) -> Iterator[ServerEvent]:
        """Server-sent events `progress` and `done`, each with the import as it is. Scope of the token:
        `import` or `admin`."""
        return self._events("GET", "/imports/{id}/events", places={"id": id})

    def get_bot(
        self,
        id: str,
    ) -> models.BotRecord:
        """One of them. Scope of the token: `read` or `write` or `import` or `export` or `admin`."""
        return self._document("GET", "/bots/{id}", places={"id": id})

    def get_bulk_action(
        self,
        id: str,
    ) -> models.BulkAction:
        """A mass edit with its state and counts. Scope of the token: `write` or `admin`."""
        return self._document("GET", "/bulk-actions/{id}", places={"id": id})

    def get_delivery(
        self,
        id: str,
        delivery: str,
    ) -> models.Delivery:
        """One delivery. Scope of the token: `admin`."""
        return self._document("GET", "/webhooks/{id}/deliveries/{delivery}", places={"id": id, "delivery": delivery})

    def get_document(
        self,
    ) -> models.Document:
        """This document."""
        return self._document("GET", "/openapi.json")

    def get_documentation(
        self,
    ) -> str:
        """The same as a page for people."""
        return self._text("GET", "/docs")

    def get_embed_session(
        self,
        id: str,
    ) -> models.EmbedSession:
        """How a session stands, and what was imported within it. Scope of the token: `import` or `admin`."""
        return self._document("GET", "/embed-sessions/{id}", places={"id": id})

    def get_export(
        self,
        id: str,
    ) -> models.Export:
        """An export and how far it is. Scope of the token: `export` or `admin`."""
        return self._document("GET", "/exports/{id}", places={"id": id})

    def get_export_file(
        self,
        id: str,
    ) -> Download:
        """The file, sent piece by piece. Scope of the token: `export` or `admin`."""
        return self._file("GET", "/exports/{id}/file", places={"id": id})

    def get_field(
        self,
        type: models.TypeWord,
        key: str,
    ) -> models.Field:
        """One field. Scope of the token: `read` or `write` or `import` or `export` or `admin`."""
        return self._document("GET", "/types/{type}/fields/{key}", places={"type": type, "key": key})

    def get_health(
        self,
    ) -> models.Health:
        """That it answers at all."""
        return self._document("GET", "/health")

    def get_import(
        self,
        id: str,
    ) -> models.Import:
        """An import with its state, counts and the work on it. Scope of the token: `import` or `admin`."""
        return self._document("GET", "/imports/{id}", places={"id": id})

    def get_import_deletion(
        self,
        id: str,
    ) -> models.ImportDeletion:
        """A deletion with its state, counts and the work on it. Scope of the token: `import` or `admin`."""
        return self._document("GET", "/import-deletions/{id}", places={"id": id})

    def get_import_file(
        self,
        id: str,
        kind: Literal["original", "annotated", "result", "failed", "issues"],
        *,
        format: Literal["xlsx", "csv"] | None = None,
    ) -> Download:
        """The file as it came, annotated, with results, with the rows that stayed out, or the list of issues.
        Scope of the token: `import` or `admin`.

        `format`: Like the file that came, when not said.
        """
        return self._file("GET", "/imports/{id}/files/{kind}", places={"id": id, "kind": kind}, query={"format": format})

    def get_import_summary(
        self,
        id: str,
        *,
        rows: bool | None = None,
        people: bool | None = None,
    ) -> models.ImportSummary:
        """How the file was read and what the check found, as the command line tells it. Scope of the token:
        `import` or `admin`.

        `rows`: Count the rows that go in with and without a warning.
        `people`: Who gains and who loses records: plans every row.
        """
        return self._document("GET", "/imports/{id}/summary", places={"id": id}, query={"rows": rows, "people": people})

    def get_job(
        self,
        id: str,
    ) -> models.QueuedJob:
        """One piece of work, also one that ended. Scope of the token: `admin`."""
        return self._document("GET", "/jobs/{id}", places={"id": id})

    def get_lgt(
        self,
        id: str,
    ) -> models.LgtRecord:
        """One of them. Scope of the token: `read` or `write` or `import` or `export` or `admin`."""
        return self._document("GET", "/lgts/{id}", places={"id": id})

    def get_mapping(
        self,
        id: str,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        include_total: bool | None = None,
    ) -> Pages[models.Column]:
        """The columns of the file, where each goes, and how sure that is. Scope of the token: `import` or
        `admin`.

        `limit`: How many a page holds.
        `cursor`: The `next_cursor` of the page before.
        `include_total`: Says how many there are in all.
        """
        return self._list("GET", "/imports/{id}/mapping", places={"id": id}, query={"limit": limit, "cursor": cursor, "include_total": include_total})

    def get_me(
        self,
    ) -> models.Me:
        """Who the caller is, and what he may do."""
        return self._document("GET", "/me")

    def get_preview(
        self,
        id: str,
    ) -> models.Preview:
        """What a run would change, field by field and person by person. Scope of the token: `import` or
        `admin`."""
        return self._document("GET", "/imports/{id}/preview", places={"id": id})

    def get_recipe(
        self,
        name: str,
    ) -> models.Recipe:
        """A recipe with its document. Scope of the token: `import` or `admin`."""
        return self._document("GET", "/recipes/{name}", places={"name": name})

    def get_record(
        self,
        type: models.TypeWord,
        id: str,
        *,
        values: Literal["typed", "text"] | None = None,
    ) -> models.Record:
        """A record with all its fields. Scope of the token: `read` or `write` or `import` or `export` or
        `admin`.

        `values`: `text`: as people read them, in the language of the request.
        """
        return self._document("GET", "/records/{type}/{id}", places={"type": type, "id": id}, query={"values": values})

    def get_row(
        self,
        id: str,
        row: int | str,
        *,
        sheet: str | None = None,
    ) -> models.Row:
        """One row as it stands, with what a check would find now. Scope of the token: `import` or `admin`.

        `sheet`: The first one when it is not said.
        """
        return self._document("GET", "/imports/{id}/rows/{row}", places={"id": id, "row": row}, query={"sheet": sheet})

    def get_session(
        self,
    ) -> models.OwnSession:
        """The session of the cookie."""
        return self._document("GET", "/session")

    def get_sheets(
        self,
        id: str,
    ) -> models.FileLook:
        """A look into the kept file: its sheets and their first rows. Scope of the token: `import` or
        `admin`."""
        return self._document("GET", "/imports/{id}/sheets", places={"id": id})

    def get_tag(
        self,
        name: str,
    ) -> models.Tag:
        """A tag, and how many records of each type carry it. Scope of the token: `read` or `write` or
        `import` or `export` or `admin`."""
        return self._document("GET", "/tags/{name}", places={"name": name})

    def get_template(
        self,
        type: models.TypeWord,
        *,
        kind: Literal["template", "edit"] | None = None,
        profile: Literal["general", "leads", "users", "helpdesk-companies", "edit", "audience", "companies-contacts"] | None = None,
        layout: Literal["a", "b"] | None = None,
        columns: Literal["required", "usual", "all"] | None = None,
        format: Literal["xlsx", "csv"] | None = None,
        lang: Literal["en", "cs", "pt-BR", "ru"] | None = None,
        where: list[str] | None = None,
        tag: list[str] | None = None,
        ids: str | None = None,
    ) -> Download:
        """The file to fill in, or with `kind=edit` the records to edit in it. Scope of the token: `import` or
        `admin`.

        `kind`: A template, or an edit file with records.
        `profile`: Which way of importing it is for.
        `layout`: Companies with contacts: two sheets, or contacts beside their company.
        `columns`: How many of the fields become columns.
        `format`: A workbook when not said.
        `lang`: Of headers and words.
        `where`: Conditions on the records of an edit file: `city=Brno`.
        `tag`: Tags the records of an edit file carry, all of them.
        `ids`: Numbers of the records of an edit file, by comma.
        """
        return self._file("GET", "/templates/{type}", places={"type": type}, query={"kind": kind, "profile": profile, "layout": layout, "columns": columns, "format": format, "lang": lang, "where": where, "tag": tag, "ids": ids})

    def get_token(
        self,
        id: str,
    ) -> models.Token:
        """One token, without its secret. Scope of the token: `admin`."""
        return self._document("GET", "/tokens/{id}", places={"id": id})

    def get_tunnel(
        self,
        id: str,
    ) -> models.TunnelRecord:
        """One of them. Scope of the token: `read` or `write` or `import` or `export` or `admin`."""
        return self._document("GET", "/tunnels/{id}", places={"id": id})

    def get_type(
        self,
        type: models.TypeWord,
    ) -> models.TypeWithFields:
        """A record type with its fields. Scope of the token: `read` or `write` or `import` or `export` or
        `admin`."""
        return self._document("GET", "/types/{type}", places={"type": type})

    def get_upload(
        self,
        id: str,
    ) -> models.Upload:
        """How far an upload came. Scope of the token: `import` or `admin`."""
        return self._document("GET", "/uploads/{id}", places={"id": id})

    def get_user(
        self,
        id: str,
    ) -> models.User:
        """One user. Scope of the token: `admin`."""
        return self._document("GET", "/users/{id}", places={"id": id})

    def get_value_map(
        self,
        id: str,
        field: str,
    ) -> models.ValueMap:
        """The texts of a column with known values, and what each stands for. Scope of the token: `import` or
        `admin`."""
        return self._document("GET", "/imports/{id}/value-maps/{field}", places={"id": id, "field": field})

    def get_version(
        self,
    ) -> models.Version:
        """Which version answers."""
        return self._document("GET", "/version")

    def get_view(
        self,
        id: str,
    ) -> models.View:
        """One list the caller may use. Scope of the token: `read` or `write` or `import` or `export` or
        `admin`."""
        return self._document("GET", "/views/{id}", places={"id": id})

    def get_webhook(
        self,
        id: str,
    ) -> models.Webhook:
        """One webhook. Scope of the token: `admin`."""
        return self._document("GET", "/webhooks/{id}", places={"id": id})

    def invite_user(
        self,
        id: str,
        *,
        idempotency_key: str | None = None,
    ) -> models.Invitation:
        """A link that lets somebody in once, to set a password. Shown once. Scope of the token: `admin`."""
        return self._document("POST", "/users/{id}/invite", places={"id": id}, is_once=True, key=idempotency_key)

    def let_job_go_on(
        self,
        id: str,
        *,
        idempotency_key: str | None = None,
    ) -> models.QueuedJob:
        """Lets parked work go on, as if it had never failed. Scope of the token: `admin`."""
        return self._document("POST", "/jobs/{id}/go-on", places={"id": id}, is_once=True, key=idempotency_key)

    def list_audit(
        self,
        *,
        by: str | None = None,
        verb: str | None = None,
        subject: str | None = None,
        from_: str | None = None,
        until: str | None = None,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> Pages[models.AuditEntry]:
        """Who did what to which number, and when; latest first, never a value. Scope of the token: `admin`.

        `by`: Of one person, by login.
        `verb`: Of one kind of act.
        `subject`: On one kind of thing.
        `from_`: At this moment or later; RFC 3339, or a day.
        `until`: Before this moment.
        `limit`: How many a page holds.
        `cursor`: The `next_cursor` of the page before.
        """
        return self._list("GET", "/audit", query={"by": by, "verb": verb, "subject": subject, "from": from_, "until": until, "limit": limit, "cursor": cursor})

    def list_bots(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> Pages[models.BotRecord]:
        """All of them, by number. Scope of the token: `read` or `write` or `import` or `export` or `admin`.

        `limit`: How many a page holds.
        `cursor`: The `next_cursor` of the page before.
        """
        return self._list("GET", "/bots", query={"limit": limit, "cursor": cursor})

    def list_bulk_actions(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> Pages[models.BulkAction]:
        """Mass edits, latest first. Scope of the token: `write` or `admin`.

        `limit`: How many a page holds.
        `cursor`: The `next_cursor` of the page before.
        """
        return self._list("GET", "/bulk-actions", query={"limit": limit, "cursor": cursor})

    def list_bulk_items(
        self,
        id: str,
        *,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> Pages[models.BulkItem]:
        """The records that were left as they were, and why. Scope of the token: `write` or `admin`.

        `limit`: How many a page holds.
        `cursor`: The `next_cursor` of the page before.
        """
        return self._list("GET", "/bulk-actions/{id}/items", places={"id": id}, query={"limit": limit, "cursor": cursor})

    def list_changes(
        self,
        id: str,
        *,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> Pages[models.RunChange]:
        """What the run did, record by record, in the order it did it. Scope of the token: `import` or
        `admin`.

        `limit`: How many a page holds.
        `cursor`: The `next_cursor` of the page before.
        """
        return self._list("GET", "/imports/{id}/changes", places={"id": id}, query={"limit": limit, "cursor": cursor})

    def list_deliveries(
        self,
        id: str,
        *,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> Pages[models.Delivery]:
        """What was sent, latest first, and what became of it. Scope of the token: `admin`.

        `limit`: How many a page holds.
        `cursor`: The `next_cursor` of the page before.
        """
        return self._list("GET", "/webhooks/{id}/deliveries", places={"id": id}, query={"limit": limit, "cursor": cursor})

    def list_exports(
        self,
        *,
        of: Literal["own", "all"] | None = None,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> Pages[models.Export]:
        """Exports, latest first. Scope of the token: `export` or `admin`.

        `of`: Everybody's, for administrators.
        `limit`: How many a page holds.
        `cursor`: The `next_cursor` of the page before.
        """
        return self._list("GET", "/exports", query={"of": of, "limit": limit, "cursor": cursor})

    def list_fields(
        self,
        type: models.TypeWord,
        *,
        archived: bool | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        include_total: bool | None = None,
    ) -> Pages[models.Field]:
        """The fields of a type. Scope of the token: `read` or `write` or `import` or `export` or `admin`.

        `archived`: Archived fields too.
        `limit`: How many a page holds.
        `cursor`: The `next_cursor` of the page before.
        `include_total`: Says how many there are in all.
        """
        return self._list("GET", "/types/{type}/fields", places={"type": type}, query={"archived": archived, "limit": limit, "cursor": cursor, "include_total": include_total})

    def list_fixes(
        self,
        id: str,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        include_total: bool | None = None,
    ) -> Pages[models.Fix]:
        """Mends laid over the file, in order. Scope of the token: `import` or `admin`.

        `limit`: How many a page holds.
        `cursor`: The `next_cursor` of the page before.
        `include_total`: Says how many there are in all.
        """
        return self._list("GET", "/imports/{id}/fixes", places={"id": id}, query={"limit": limit, "cursor": cursor, "include_total": include_total})

    def list_history(
        self,
        type: models.TypeWord,
        id: str,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        include_total: bool | None = None,
    ) -> Pages[models.History]:
        """What happened to a record, latest first; also when it is gone. Scope of the token: `read` or
        `write` or `import` or `export` or `admin`.

        `limit`: How many a page holds.
        `cursor`: The `next_cursor` of the page before.
        `include_total`: Says how many there are in all.
        """
        return self._list("GET", "/records/{type}/{id}/history", places={"type": type, "id": id}, query={"limit": limit, "cursor": cursor, "include_total": include_total})

    def list_import_batches(
        self,
        *,
        type: str | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        include_total: bool | None = None,
    ) -> Pages[models.ImportBatch]:
        """The tags imports gave, newest first, and how many records carry them. Scope of the token: `import`
        or `admin`.

        `type`: A record type, or `companies-contacts`; all of them when it is not said.
        `limit`: How many a page holds.
        `cursor`: The `next_cursor` of the page before.
        `include_total`: Says how many there are in all.
        """
        return self._list("GET", "/import-batches", query={"type": type, "limit": limit, "cursor": cursor, "include_total": include_total})

    def list_import_deletion_items(
        self,
        id: str,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        include_total: bool | None = None,
    ) -> Pages[models.Kept]:
        """The records that stayed, and why. Scope of the token: `import` or `admin`.

        `limit`: How many a page holds.
        `cursor`: The `next_cursor` of the page before.
        `include_total`: Says how many there are in all.
        """
        return self._list("GET", "/import-deletions/{id}/items", places={"id": id}, query={"limit": limit, "cursor": cursor, "include_total": include_total})

    def list_import_deletions(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> Pages[models.ImportDeletion]:
        """Deletions that began, latest first. Scope of the token: `import` or `admin`.

        `limit`: How many a page holds.
        `cursor`: The `next_cursor` of the page before.
        """
        return self._list("GET", "/import-deletions", query={"limit": limit, "cursor": cursor})

    def list_imports(
        self,
        *,
        type: str | None = None,
        kind: Literal["import", "edit", "bulk", "undo", "delete"] | None = None,
        state: Literal["uploaded", "reading", "mapping", "checking", "checked", "queued", "running", "completed", "stopped", "failed", "undone", "partly_undone"] | None = None,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> Pages[models.Import]:
        """Imports and other runs, newest first. Scope of the token: `import` or `admin`.

        `type`: Of one record type.
        `kind`: Of one kind.
        `state`: In one state.
        `limit`: How many a page holds.
        `cursor`: The `next_cursor` of the page before.
        """
        return self._list("GET", "/imports", query={"type": type, "kind": kind, "state": state, "limit": limit, "cursor": cursor})

    def list_issue_groups(
        self,
        id: str,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        include_total: bool | None = None,
    ) -> Pages[models.IssueGroup]:
        """Issues with the same cause in the same place, together. Scope of the token: `import` or `admin`.

        `limit`: How many a page holds.
        `cursor`: The `next_cursor` of the page before.
        `include_total`: Says how many there are in all.
        """
        return self._list("GET", "/imports/{id}/issue-groups", places={"id": id}, query={"limit": limit, "cursor": cursor, "include_total": include_total})

    def list_issues(
        self,
        id: str,
        *,
        severity: Literal["error", "warning", "note"] | None = None,
        code: Literal["required-empty", "recommended-empty", "one-of-empty", "text-too-long", "text-control", "text-multiline", "text-garbled", "number-unreadable", "number-out-of-range", "number-ambiguous", "digits-lost", "date-unreadable", "date-ambiguous", "time-unreadable", "yes-no-unknown", "email-unreadable", "phone-unreadable", "web-address-unreadable", "choice-unknown", "country-unknown", "cell-error", "row-too-long", "check-digit", "link-missing", "link-created", "link-several", "link-cycle", "key-repeated", "key-superseded", "key-taken", "match-several", "record-missing", "id-unknown", "record-exists", "record-changed-since", "field-conflict", "update-empty", "messenger-id-odd", "email-repeated", "name-differs", "role-forbidden", "user-protected", "last-administrator", "undo-kept", "linked-stays", "write-failed", "partner-rejected", "row-excluded"] | None = None,
        row: int | None = None,
        field: str | None = None,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> Pages[models.Issue]:
        """What is wrong with rows, in the order of the file. Scope of the token: `import` or `admin`.

        `severity`: Of one severity.
        `code`: With one code.
        `row`: Of one row.
        `field`: Of one field.
        `limit`: How many a page holds.
        `cursor`: The `next_cursor` of the page before.
        """
        return self._list("GET", "/imports/{id}/issues", places={"id": id}, query={"severity": severity, "code": code, "row": row, "field": field, "limit": limit, "cursor": cursor})

    def list_jobs(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        include_total: bool | None = None,
    ) -> Pages[models.QueuedJob]:
        """Everybody's work that waits, runs or is parked, oldest first. Scope of the token: `admin`.

        `limit`: How many a page holds.
        `cursor`: The `next_cursor` of the page before.
        `include_total`: Says how many there are in all.
        """
        return self._list("GET", "/jobs", query={"limit": limit, "cursor": cursor, "include_total": include_total})

    def list_lgts(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> Pages[models.LgtRecord]:
        """All of them, by number. Scope of the token: `read` or `write` or `import` or `export` or `admin`.

        `limit`: How many a page holds.
        `cursor`: The `next_cursor` of the page before.
        """
        return self._list("GET", "/lgts", query={"limit": limit, "cursor": cursor})

    def list_links(
        self,
        type: models.TypeWord,
        id: str,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        include_total: bool | None = None,
    ) -> Pages[models.LinkedRecords]:
        """The records that link to this one, a few of each type and field. Scope of the token: `read` or
        `write` or `import` or `export` or `admin`.

        `limit`: How many a page holds.
        `cursor`: The `next_cursor` of the page before.
        `include_total`: Says how many there are in all.
        """
        return self._list("GET", "/records/{type}/{id}/links", places={"type": type, "id": id}, query={"limit": limit, "cursor": cursor, "include_total": include_total})

    def list_notifications(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> Pages[models.Notification]:
        """What the caller was told, latest first.

        `limit`: How many a page holds.
        `cursor`: The `next_cursor` of the page before.
        """
        return self._list("GET", "/notifications", query={"limit": limit, "cursor": cursor})

    def list_recipes(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        include_total: bool | None = None,
    ) -> Pages[models.RecipeLine]:
        """Saved recipes by name. Scope of the token: `import` or `admin`.

        `limit`: How many a page holds.
        `cursor`: The `next_cursor` of the page before.
        `include_total`: Says how many there are in all.
        """
        return self._list("GET", "/recipes", query={"limit": limit, "cursor": cursor, "include_total": include_total})

    def list_records(
        self,
        type: models.TypeWord,
        *,
        filter: Mapping[str, str | Mapping[str, str]] | None = None,
        tag: list[str] | None = None,
        tag_any: list[str] | None = None,
        where: list[str] | None = None,
        ids: str | None = None,
        values: Literal["typed", "text"] | None = None,
        fields: str | None = None,
        sort: str | None = None,
        include_total: bool | None = None,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> Pages[models.Record]:
        """The records that fit, page by page. Scope of the token: `read` or `write` or `import` or `export`
        or `admin`.

        `filter`: `filter[city]=Brno`, `filter[created_at][gte]=2026-11-01`: eq, ne, lt, lte, gt, gte,
        contains.
        `tag`: Those with all of these tags.
        `tag_any`: Those with one of these tags.
        `where`: Conditions as a person types them, in the language of the request: `city=Brno`.
        `ids`: Those with these numbers, by comma.
        `values`: `text`: as people read them, in the language of the request.
        `fields`: Which fields, by comma; the usual ones when it is not said.
        `sort`: Fields to sort by, with a comma between, `-` before one for the largest first; by number when
        nothing is said.
        `include_total`: Counts them all; takes time.
        `limit`: How many a page holds.
        `cursor`: The `next_cursor` of the page before.
        """
        return self._list("GET", "/records/{type}", places={"type": type}, query={"filter": filter, "tag": tag, "tag_any": tag_any, "where": where, "ids": ids, "values": values, "fields": fields, "sort": sort, "include_total": include_total, "limit": limit, "cursor": cursor})

    def list_roles(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        include_total: bool | None = None,
    ) -> Pages[models.Role]:
        """The roles, and what each may do. Scope of the token: `read` or `write` or `import` or `export` or
        `admin`.

        `limit`: How many a page holds.
        `cursor`: The `next_cursor` of the page before.
        `include_total`: Says how many there are in all.
        """
        return self._list("GET", "/roles", query={"limit": limit, "cursor": cursor, "include_total": include_total})

    def list_rows(
        self,
        id: str,
        *,
        outcome: Literal["created", "updated", "unchanged", "skipped", "rejected", "failed"] | None = None,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> Pages[models.PlannedRow]:
        """What a run would do to each row. Scope of the token: `import` or `admin`.

        `outcome`: With one outcome.
        `limit`: How many a page holds.
        `cursor`: The `next_cursor` of the page before.
        """
        return self._list("GET", "/imports/{id}/rows", places={"id": id}, query={"outcome": outcome, "limit": limit, "cursor": cursor})

    def list_sessions(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> Pages[models.Session]:
        """Who is signed in, latest first. Scope of the token: `admin`.

        `limit`: How many a page holds.
        `cursor`: The `next_cursor` of the page before.
        """
        return self._list("GET", "/sessions", query={"limit": limit, "cursor": cursor})

    def list_settings(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        include_total: bool | None = None,
    ) -> Pages[models.Setting]:
        """Every setting as it stands. Scope of the token: `admin`.

        `limit`: How many a page holds.
        `cursor`: The `next_cursor` of the page before.
        `include_total`: Says how many there are in all.
        """
        return self._list("GET", "/settings", query={"limit": limit, "cursor": cursor, "include_total": include_total})

    def list_tags(
        self,
        *,
        type: str | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        include_total: bool | None = None,
    ) -> Pages[models.Tag]:
        """Tags, and how many records of each type carry them. Scope of the token: `read` or `write` or
        `import` or `export` or `admin`.

        `type`: Only those records of this type carry.
        `limit`: How many a page holds.
        `cursor`: The `next_cursor` of the page before.
        `include_total`: Says how many there are in all.
        """
        return self._list("GET", "/tags", query={"type": type, "limit": limit, "cursor": cursor, "include_total": include_total})

    def list_tokens(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        include_total: bool | None = None,
    ) -> Pages[models.Token]:
        """Everybody's tokens, latest first. Scope of the token: `admin`.

        `limit`: How many a page holds.
        `cursor`: The `next_cursor` of the page before.
        `include_total`: Says how many there are in all.
        """
        return self._list("GET", "/tokens", query={"limit": limit, "cursor": cursor, "include_total": include_total})

    def list_tunnels(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> Pages[models.TunnelRecord]:
        """All of them, by number. Scope of the token: `read` or `write` or `import` or `export` or `admin`.

        `limit`: How many a page holds.
        `cursor`: The `next_cursor` of the page before.
        """
        return self._list("GET", "/tunnels", query={"limit": limit, "cursor": cursor})

    def list_types(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        include_total: bool | None = None,
    ) -> Pages[models.Type]:
        """The record types there are. Scope of the token: `read` or `write` or `import` or `export` or
        `admin`.

        `limit`: How many a page holds.
        `cursor`: The `next_cursor` of the page before.
        `include_total`: Says how many there are in all.
        """
        return self._list("GET", "/types", query={"limit": limit, "cursor": cursor, "include_total": include_total})

    def list_users(
        self,
        *,
        role: Literal["administrator", "operator", "end-user"] | None = None,
        q: str | None = None,
        is_active: bool | None = None,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> Pages[models.User]:
        """Who signs in or is served. Scope of the token: `admin`.

        `role`: Of one role.
        `q`: Part of the login.
        `is_active`: Those who may act, or those put aside.
        `limit`: How many a page holds.
        `cursor`: The `next_cursor` of the page before.
        """
        return self._list("GET", "/users", query={"role": role, "q": q, "is_active": is_active, "limit": limit, "cursor": cursor})

    def list_views(
        self,
        *,
        type: str | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        include_total: bool | None = None,
    ) -> Pages[models.View]:
        """The lists the caller may use under a name. Scope of the token: `read` or `write` or `import` or
        `export` or `admin`.

        `type`: Those of one record type.
        `limit`: How many a page holds.
        `cursor`: The `next_cursor` of the page before.
        `include_total`: Says how many there are in all.
        """
        return self._list("GET", "/views", query={"type": type, "limit": limit, "cursor": cursor, "include_total": include_total})

    def list_webhooks(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        include_total: bool | None = None,
    ) -> Pages[models.Webhook]:
        """Webhooks, latest first. Scope of the token: `admin`.

        `limit`: How many a page holds.
        `cursor`: The `next_cursor` of the page before.
        `include_total`: Says how many there are in all.
        """
        return self._list("GET", "/webhooks", query={"limit": limit, "cursor": cursor, "include_total": include_total})

    def order_fields(
        self,
        type: models.TypeWord,
        body: models.FieldOrder,
    ) -> Pages[models.Field]:
        """The order of the custom fields in use. Scope of the token: `admin`."""
        return self._list("PUT", "/types/{type}/field-order", places={"type": type}, body=body)

    def read_notification(
        self,
        id: str,
        *,
        idempotency_key: str | None = None,
    ) -> None:
        """One is read."""
        return self._nothing("POST", "/notifications/{id}/read", places={"id": id}, is_once=True, key=idempotency_key)

    def read_notifications(
        self,
        *,
        idempotency_key: str | None = None,
    ) -> None:
        """All are read."""
        return self._nothing("POST", "/notifications/read-all", is_once=True, key=idempotency_key)

    def redeliver(
        self,
        id: str,
        delivery: str,
        *,
        idempotency_key: str | None = None,
    ) -> models.Delivery:
        """The same once more. Scope of the token: `admin`."""
        return self._document("POST", "/webhooks/{id}/deliveries/{delivery}/redeliver", places={"id": id, "delivery": delivery}, is_once=True, key=idempotency_key)

    def rename_tag(
        self,
        name: str,
        body: models.TagName,
    ) -> models.TagDone:
        """Another name on every record that carries it. Scope of the token: `admin`."""
        return self._document("PATCH", "/tags/{name}", places={"name": name}, body=body)

    def renew_webhook_secret(
        self,
        id: str,
        *,
        idempotency_key: str | None = None,
    ) -> models.WebhookMade:
        """Another secret, in this answer only; the old one signs nothing from now on. Scope of the token:
        `admin`."""
        return self._document("POST", "/webhooks/{id}/secret", places={"id": id}, is_once=True, key=idempotency_key)

    def repeat_export(
        self,
        id: str,
        *,
        idempotency_key: str | None = None,
    ) -> models.Export:
        """The same export once more, with the records that fit now. Scope of the token: `export` or `admin`."""
        return self._document("POST", "/exports/{id}/repeat", places={"id": id}, is_once=True, key=idempotency_key)

    def repeat_import(
        self,
        id: str,
        body: FileBody,
        *,
        name: str | None = None,
        upload: str | None = None,
        auto: Literal["none", "check", "start_if_clean", "start"] | None = None,
        idempotency_key: str | None = None,
    ) -> models.ImportMade:
        """Another file in the same way: a new import with everything as it was set. Scope of the token:
        `import` or `admin`.

        `name`: The name of the file.
        `upload`: A file that came in pieces, instead of a body: its number at `/uploads`.
        `auto`: How far one request goes.
        """
        return self._document("POST", "/imports/{id}/repeat", places={"id": id}, query={"name": name, "upload": upload, "auto": auto}, body=body, is_once=True, key=idempotency_key)

    def replace_file(
        self,
        id: str,
        body: FileBody,
        *,
        name: str | None = None,
        upload: str | None = None,
    ) -> models.Import:
        """A corrected file into the same import: settings stay, rows are read anew. Scope of the token:
        `import` or `admin`.

        `name`: The name of the file.
        `upload`: A file that came in pieces, instead of a body: its number at `/uploads`.
        """
        return self._document("PUT", "/imports/{id}/file", places={"id": id}, query={"name": name, "upload": upload}, body=body)

    def replace_recipe(
        self,
        name: str,
        body: models.RecipeText,
        *,
        if_match: IfMatch,
    ) -> models.Recipe:
        """Another document, and perhaps another name. Scope of the token: `import` or `admin`."""
        return self._document("PUT", "/recipes/{name}", places={"name": name}, body=body, if_match=if_match)

    def reset_password(
        self,
        id: str,
        *,
        idempotency_key: str | None = None,
    ) -> models.Invitation:
        """The same for somebody who forgot the password. Scope of the token: `admin`."""
        return self._document("POST", "/users/{id}/reset", places={"id": id}, is_once=True, key=idempotency_key)

    def revert_import(
        self,
        id: str,
        *,
        dry_run: bool | None = None,
        idempotency_key: str | None = None,
    ) -> models.TakenBack | models.Import:
        """Takes everything back that was not changed since; with `dry_run` only tells what would happen.
        Scope of the token: `import` or `admin`.

        `dry_run`: Only look.
        """
        return self._document("POST", "/imports/{id}/revert", places={"id": id}, query={"dry_run": dry_run}, is_once=True, key=idempotency_key)

    def revoke_token(
        self,
        id: str,
    ) -> None:
        """From this moment on the token opens nothing. Scope of the token: `admin`."""
        return self._nothing("DELETE", "/tokens/{id}", places={"id": id})

    def save_view(
        self,
        body: models.NewView,
        *,
        idempotency_key: str | None = None,
    ) -> models.View:
        """Keeps a list; a name used before is replaced. Scope of the token: `read` or `write` or `import` or
        `export` or `admin`."""
        return self._document("POST", "/views", body=body, is_once=True, key=idempotency_key)

    def search(
        self,
        *,
        q: str | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        include_total: bool | None = None,
    ) -> Pages[models.Hit]:
        """A few records of every type whose number, name or key fits. Scope of the token: `read` or `write`
        or `import` or `export` or `admin`.

        `q`: What to look for.
        `limit`: How many a page holds.
        `cursor`: The `next_cursor` of the page before.
        `include_total`: Says how many there are in all.
        """
        return self._list("GET", "/search", query={"q": q, "limit": limit, "cursor": cursor, "include_total": include_total})

    def set_mapping(
        self,
        id: str,
        body: models.Mapping,
        *,
        if_match: IfMatch,
    ) -> Pages[models.Column]:
        """Which field each column goes to. Columns that are not listed stay as they are. Scope of the token:
        `import` or `admin`."""
        return self._list("PUT", "/imports/{id}/mapping", places={"id": id}, body=body, if_match=if_match)

    def set_tags(
        self,
        type: models.TypeWord,
        id: str,
        body: models.RecordTags,
    ) -> models.RecordTags:
        """The record has these tags and no others; in its history, with an undo. Scope of the token: `write`
        or `admin`."""
        return self._document("PUT", "/records/{type}/{id}/tags", places={"type": type, "id": id}, body=body)

    def set_up(
        self,
        body: models.FirstAdministrator,
    ) -> models.OwnSession:
        """Makes the first administrator, once, by whoever has the token of the set-up link; he is signed in."""
        return self._document("POST", "/setup", body=body)

    def set_value_map(
        self,
        id: str,
        field: str,
        body: models.NewValueMap,
        *,
        if_match: IfMatch,
    ) -> models.ValueMap:
        """What texts stand for; an empty meaning leaves the field empty, null reads them as they are. Scope
        of the token: `import` or `admin`."""
        return self._document("PUT", "/imports/{id}/value-maps/{field}", places={"id": id, "field": field}, body=body, if_match=if_match)

    def sign_in(
        self,
        body: models.Credentials,
    ) -> models.OwnSession:
        """A name and a password become a session, kept in a cookie."""
        return self._document("POST", "/session", body=body)

    def sign_out(
        self,
    ) -> None:
        """The session of the cookie ends."""
        return self._nothing("DELETE", "/session")

    def start_import(
        self,
        id: str,
        *,
        idempotency_key: str | None = None,
    ) -> models.Import:
        """Writes the records. Scope of the token: `import` or `admin`."""
        return self._document("POST", "/imports/{id}/start", places={"id": id}, is_once=True, key=idempotency_key)

    def test_webhook(
        self,
        id: str,
        *,
        idempotency_key: str | None = None,
    ) -> models.Delivery:
        """Sends something to see whether the receiver hears. Scope of the token: `admin`."""
        return self._document("POST", "/webhooks/{id}/test", places={"id": id}, is_once=True, key=idempotency_key)

    def undo_bulk_action(
        self,
        id: str,
        *,
        idempotency_key: str | None = None,
    ) -> models.BulkAction:
        """Takes everything back that was not changed since. Scope of the token: `import` or `admin`."""
        return self._document("POST", "/bulk-actions/{id}/undo", places={"id": id}, is_once=True, key=idempotency_key)

    def undo_fix(
        self,
        id: str,
    ) -> models.Fix:
        """Takes the latest mend back. Scope of the token: `import` or `admin`."""
        return self._document("DELETE", "/imports/{id}/fixes/last", places={"id": id})

    def undo_numbered_fix(
        self,
        id: str,
        n: int | str,
    ) -> models.Fix:
        """Takes the mend with this number back, when it is the latest. Scope of the token: `import` or
        `admin`."""
        return self._document("DELETE", "/imports/{id}/fixes/{n}", places={"id": id, "n": n})

    def update_bot(
        self,
        id: str,
        body: models.BotWrite,
        *,
        if_match: IfMatch,
    ) -> models.BotRecord:
        """Changes the fields that are named. Scope of the token: `admin`."""
        return self._document("PATCH", "/bots/{id}", places={"id": id}, body=body, if_match=if_match)

    def update_field(
        self,
        type: models.TypeWord,
        key: str,
        body: models.FieldChange,
        *,
        if_match: IfMatch,
    ) -> models.Field:
        """Changes a custom field, or takes it out of use. Scope of the token: `admin`."""
        return self._document("PATCH", "/types/{type}/fields/{key}", places={"type": type, "key": key}, body=body, if_match=if_match)

    def update_import(
        self,
        id: str,
        body: models.ImportPatch,
        *,
        if_match: IfMatch,
    ) -> models.Import:
        """How the file is read (`file`), or a recipe laid over it, or name and options: one of the three.
        Scope of the token: `import` or `admin`."""
        return self._document("PATCH", "/imports/{id}", places={"id": id}, body=body, if_match=if_match)

    def update_lgt(
        self,
        id: str,
        body: models.LgtWrite,
        *,
        if_match: IfMatch,
    ) -> models.LgtRecord:
        """Changes the fields that are named. Scope of the token: `admin`."""
        return self._document("PATCH", "/lgts/{id}", places={"id": id}, body=body, if_match=if_match)

    def update_me(
        self,
        body: models.MyChoices,
    ) -> models.Me:
        """What the caller chooses for himself: language, theme, shortcuts."""
        return self._document("PATCH", "/me", body=body)

    def update_record(
        self,
        type: models.TypeWord,
        id: str,
        body: models.RecordWrite,
        *,
        if_match: IfMatch,
    ) -> models.Record:
        """Changes the fields that are named; null clears one. Scope of the token: `write` or `admin`."""
        return self._document("PATCH", "/records/{type}/{id}", places={"type": type, "id": id}, body=body, if_match=if_match)

    def update_row(
        self,
        id: str,
        row: int | str,
        body: models.RowPatch,
    ) -> models.Row:
        """Other texts in cells of a row, or the row left out; the file stays as it came. Scope of the token:
        `import` or `admin`."""
        return self._document("PATCH", "/imports/{id}/rows/{row}", places={"id": id, "row": row}, body=body)

    def update_settings(
        self,
        body: models.SettingsChange,
        *,
        if_match: IfMatch,
    ) -> Pages[models.Setting]:
        """Sets all that are named, or none; null goes back to the default. Scope of the token: `admin`."""
        return self._list("PATCH", "/settings", body=body, if_match=if_match)

    def update_tunnel(
        self,
        id: str,
        body: models.TunnelWrite,
        *,
        if_match: IfMatch,
    ) -> models.TunnelRecord:
        """Changes the fields that are named. Scope of the token: `admin`."""
        return self._document("PATCH", "/tunnels/{id}", places={"id": id}, body=body, if_match=if_match)

    def update_user(
        self,
        id: str,
        body: models.UserChange,
        *,
        if_match: IfMatch,
    ) -> models.User:
        """Changes fields of a user. Scope of the token: `admin`."""
        return self._document("PATCH", "/users/{id}", places={"id": id}, body=body, if_match=if_match)

    def update_view(
        self,
        id: str,
        body: models.ViewChange,
    ) -> models.View:
        """Another name, other filters, or for others too: of a list of one's own. Scope of the token: `read`
        or `write` or `import` or `export` or `admin`."""
        return self._document("PATCH", "/views/{id}", places={"id": id}, body=body)

    def update_webhook(
        self,
        id: str,
        body: models.WebhookChange,
        *,
        if_match: IfMatch,
    ) -> models.Webhook:
        """Another address, other events, or put aside. Scope of the token: `admin`."""
        return self._document("PATCH", "/webhooks/{id}", places={"id": id}, body=body, if_match=if_match)

    def write_records(
        self,
        type: models.TypeWord,
        body: models.RecordBatch,
        *,
        idempotency_key: str | None = None,
    ) -> models.RecordBatchReport:
        """Creates and changes up to 500 records: one plan, one run, an answer for each item in its place.
        Scope of the token: `write` or `admin`."""
        return self._document("POST", "/records/{type}/batch", places={"type": type}, body=body, is_once=True, key=idempotency_key)
