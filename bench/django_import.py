#!/usr/bin/env python3
"""Import the generated contacts with django-import-export at its fastest, into a new SQLite file.

usage: django_import.py CONTACTS.csv DATABASE

The model has the benchmark's twelve columns, a unique external_id, indexes on email and last_name. The resource writes in
bulk and looks nothing up: no diff, no report, no comparison with stored records. Settings of the database are those of
the baseline.
"""
import sys

import django
from django.conf import settings

settings.configure(
    INSTALLED_APPS=["import_export"],
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": sys.argv[2], "OPTIONS": {"init_command":
               "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-65536;"}}},
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    USE_TZ=True,
)
django.setup()

import tablib  # noqa: E402
from django.db import connection, models  # noqa: E402
from import_export import resources  # noqa: E402


class Contact(models.Model):
    external_id = models.TextField(unique=True)
    first_name = models.TextField()
    last_name = models.TextField(db_index=True)
    email = models.TextField(db_index=True)
    phone = models.TextField()
    company = models.TextField()
    job_title = models.TextField()
    city = models.TextField()
    country = models.TextField()
    lifecycle = models.TextField()
    birthday = models.DateField(null=True, blank=True)
    note = models.TextField()

    class Meta:
        app_label = "bench"
        db_table = "contacts"


class ContactResource(resources.ModelResource):
    class Meta:
        model = Contact
        import_id_fields = ["external_id"]
        exclude = ["id"]
        use_bulk = True
        batch_size = 1000
        force_init_instance = True
        skip_diff = True
        skip_html_diff = True
        skip_unchanged = False
        report_skipped = False
        use_transactions = True


def main():
    with connection.schema_editor() as editor:
        editor.create_model(Contact)
    with open(sys.argv[1], encoding="utf-8", newline="") as f:
        rows = tablib.Dataset().load(f, format="csv")
    result = ContactResource().import_data(rows, raise_errors=True, use_transactions=True)
    if result.has_errors() or Contact.objects.count() != len(rows):
        sys.exit("not every row went in")


if __name__ == "__main__":
    main()
