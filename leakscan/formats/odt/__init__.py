"""OpenDocument texts: ODF 1.3 part 3, §5 to §8."""
