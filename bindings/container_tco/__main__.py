"""`python -m container_tco` is the command `container-tco`."""

from container_tco.cli import main

if __name__ == "__main__":
    main()
