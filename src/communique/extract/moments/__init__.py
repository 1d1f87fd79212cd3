"""When: which time belongs to which event, act, figure or count. Resolving times is ``detect``."""
