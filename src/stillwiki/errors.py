"""Exceptions that end a run. What is wrong with one page is a diagnostic, never an exception."""

from __future__ import annotations


class Error(Exception):
    """Root of every error a run can end with; its text is for the user, `exit_code` for the shell."""

    exit_code = 2


class ConfigError(Error):
    """The configuration or the command line asks for something that does not exist."""

    exit_code = 3


class SourceError(Error):
    """A dump, folder or vault cannot be read as what it claims to be."""

    exit_code = 4


class OutputError(Error):
    """The tree or the site cannot be written."""

    exit_code = 5


class BusyError(Error):
    """Another run is at work on the same tree."""

    exit_code = 6


class FetchError(Error):
    """The live wiki cannot be read now: the network, its server, or an answer that is none."""

    exit_code = 7


GATES = ("site", "shrunk", "main-page", "licence")
"""What of a wiki may be so unlike: it itself, how much it holds, its main page, its licence."""


class GateError(Error):
    """What was fetched is so unlike what we hold that only its owner can say whether it is right (`GATES`)."""

    exit_code = 8


class GoneError(Error):
    """The live wiki is gone, or closed to readers."""

    exit_code = 9
