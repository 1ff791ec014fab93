"""`python -m memcon` is the memcon command."""

from memcon.cli.main import main

main()
