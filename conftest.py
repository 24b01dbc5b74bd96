"""The root of the tests: loads the guard of the outside programs. Holds nothing else."""

pytest_plugins = ["tests.engines"]
