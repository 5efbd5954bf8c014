"""Values and algorithms; nothing but the standard library."""
