"""Large figures: a tenth in CI, in full by `make prove`."""
