"""Which kinds of personal data a text or table holds, and how many people they are about."""
