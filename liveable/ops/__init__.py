"""What a researcher can do: one function is one undoable act."""
