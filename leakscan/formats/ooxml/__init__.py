"""What all Office Open XML packages share: content types, relationships, properties."""
