"""Who is exposed by what a scan found: each recovered table and text is read once more and its people counted."""
