"""What all compound files share: property sets, links, packages."""
