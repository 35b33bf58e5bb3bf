"""What speaks for and against a place in running text: candidates of a phrase, rules about the words beside it."""
