"""People, their accounts and their machines."""
