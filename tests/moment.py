"""The moment at which tests act, apart: a process of its own has it without all the rest."""

import datetime as dt

NOW = dt.datetime(2017, 11, 3, 2, 0, tzinfo=dt.UTC)
