"""The command `container-tco`. Data goes to standard output, everything else to standard error."""

from container_tco.cli.program import main, program

__all__ = ["main", "program"]
