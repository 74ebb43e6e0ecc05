"""Ways out of the file: links, paths, connections."""
