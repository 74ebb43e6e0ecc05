"""OpenDocument spreadsheets: .ods, .ots and flat .fods (ODF 1.3)."""
