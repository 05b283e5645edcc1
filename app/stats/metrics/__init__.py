"""The drawer of measures: one file each, which exports METRIC."""
