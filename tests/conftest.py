"""Settings of all property tests: no failure because a machine is busy, as time belongs to the benchmarks."""

from hypothesis import HealthCheck, settings

settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")
