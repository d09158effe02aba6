"""`python -m compose` is `compose`."""

from compose.entry import main

if __name__ == "__main__":
    main()
