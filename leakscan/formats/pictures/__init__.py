"""Pictures read block by block for what they hold beside the pixels; no pixel is decoded."""
