"""Dates: what `#time` reads and writes; the clock is the dump's, never the machine's.

Owns calendars, time zones and the names of months.
"""
