"""One project file, through SQLAlchemy."""
