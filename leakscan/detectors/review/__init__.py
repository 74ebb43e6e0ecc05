"""What reviewing leaves behind: remarks, changes, earlier states, views of a file's authors."""
