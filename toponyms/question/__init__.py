"""What was asked: a name, and the words around it that say its kind, its area, or that a word is cut short."""
