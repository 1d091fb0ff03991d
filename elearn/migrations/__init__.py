"""Steps of the database schema, one file a step, run by Alembic."""
