"""``python -m toponyms`` is the command line."""

import sys

from toponyms.cli import main

if __name__ == "__main__":
    sys.exit(main())
