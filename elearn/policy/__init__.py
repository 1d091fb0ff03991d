"""Policy: legal numbers with their legal basis and the year they hold for."""
