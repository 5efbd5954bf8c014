"""What goes out: excerpts and codebooks as Word, Markdown and CSV."""
