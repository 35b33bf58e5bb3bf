"""Benchmarks that anyone can run: `pip install -e ".[bench]"`, then `python -m benchmarks resolve|cold|scale`."""
