"""The window: the only package that knows Qt. It shows and asks; what happens is decided below."""
