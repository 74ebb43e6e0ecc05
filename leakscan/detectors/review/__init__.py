"""The past of a file: changes, scenarios, views of its authors."""
