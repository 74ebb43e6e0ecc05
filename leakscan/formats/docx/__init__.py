"""Word-processing documents of Office Open XML."""
