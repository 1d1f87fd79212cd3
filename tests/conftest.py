"""Settings of all tests: properties are not timed, for machines are noisy and the model takes its time."""

from hypothesis import settings

settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")
