"""Electronic mail: messages with their headers, bodies and attachments."""
