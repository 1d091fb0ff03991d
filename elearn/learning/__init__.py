"""Learning: Beranda, Katalog, the course page and the section page."""
