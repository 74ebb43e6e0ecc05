"""OpenDocument presentations: ODF 1.3 part 3, §3.6 and §16.9."""
