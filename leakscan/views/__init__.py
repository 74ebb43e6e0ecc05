"""Views: format-neutral facts. Formats make them, detectors look at them, neither knows the other."""
