"""Numbers that councils and landlords give to households."""
