#!/usr/bin/env python3
"""Import the generated contacts with django-import-export into a new SQLite file.

usage: django_import.py CONTACTS.csv DATABASE [bare|cached|matched|checked]

The model has the benchmark's twelve columns, a unique external_id, indexes on email and last_name. The resource always
writes in bulk, without diff and report. The settings of the database are those of the baseline. What else it does:

bare     nothing: no stored record is looked for, no value is checked but the date
cached   stored records with the same keys are looked for, by one query for the whole file
matched  as cached, by one query a row (what the tool does when nothing else is said)
checked  as matched, and every row is validated by the model: lengths, e-mail, choices, uniqueness
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
from import_export import instance_loaders, resources  # noqa: E402

VARIANT = sys.argv[3] if len(sys.argv) > 3 else "bare"
STAGES = "subscriber lead qualified opportunity customer evangelist other".split()


class Contact(models.Model):
    external_id = models.CharField(max_length=255, unique=True)
    first_name = models.CharField(max_length=255, blank=True)
    last_name = models.CharField(max_length=255, db_index=True)
    email = models.EmailField(max_length=255, db_index=True, blank=True)
    phone = models.CharField(max_length=255, blank=True)
    company = models.CharField(max_length=255, blank=True)
    job_title = models.CharField(max_length=255, blank=True)
    city = models.CharField(max_length=255, blank=True)
    country = models.CharField(max_length=2, blank=True)
    lifecycle = models.CharField(max_length=255, choices=[(word, word) for word in STAGES])
    birthday = models.DateField(null=True, blank=True)
    note = models.TextField(blank=True)

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
        force_init_instance = VARIANT == "bare"
        clean_model_instances = VARIANT == "checked"
        skip_diff = True
        skip_html_diff = True
        skip_unchanged = False
        report_skipped = False
        use_transactions = True
        if VARIANT == "cached":
            instance_loader_class = instance_loaders.CachedInstanceLoader


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
