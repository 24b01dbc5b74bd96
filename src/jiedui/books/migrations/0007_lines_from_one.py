"""Lines are numbered from 1: as many as the highest number were let in from 0, or from below."""

from importlib import import_module

from django.db import migrations

from jiedui.access.telling import TellDatabase

_corrections = import_module("jiedui.books.migrations.0004_corrections")


class Migration(migrations.Migration):
    dependencies = [("books", "0006_transfers")]

    operations = [TellDatabase(_corrections.renew)]
