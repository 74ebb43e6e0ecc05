"""Numbers that police systems give to people, cases and officers."""
