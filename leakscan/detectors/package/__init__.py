"""What lies in the package besides its parts."""
