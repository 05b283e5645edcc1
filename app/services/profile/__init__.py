"""Profile: all that is known of one country or region, as it is put before a minister."""
