"""Several corrections of one posting are let into a closed period, in books made before."""

from importlib import import_module

from django.db import migrations

from jiedui.access.telling import TellDatabase

_corrections = import_module("jiedui.books.migrations.0004_corrections")


class Migration(migrations.Migration):
    dependencies = [("books", "0004_corrections")]

    operations = [TellDatabase(_corrections.renew)]
