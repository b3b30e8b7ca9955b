"""`python -m aipolicy_data`."""

from aipolicy_data.cli import main

main()
