"""Benchmarks for anyone to run: `pip install -e ".[bench]"`, then `python -m benchmarks resolve|cold|scale|tables`."""
