"""The manual, and the script that makes the part of it which the rules already say."""
