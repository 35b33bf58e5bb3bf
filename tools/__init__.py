"""Programs that build and maintain the data; not part of the installed package."""
