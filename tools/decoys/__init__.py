"""The parts of `tools.build_decoys`."""
