"""Tables that people bring and take along: CSV and XLSX, every cell text or number, never a formula."""
