"""What designers do: themes, templates of their own, and what becomes of broken ones."""
