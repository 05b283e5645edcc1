"""The drawer of measures of performance: one file each, which exports METRIC."""
