"""The version of the library, in this one place.

The build reads it from here, and so does the compiled ruleset that names the engine it was made by: a till
that starts must not search its installed packages for a number.
"""

__version__ = "0.1.0"
