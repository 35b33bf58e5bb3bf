"""Hostile input of every kind that the library reads, and what must hold whatever it is given."""
