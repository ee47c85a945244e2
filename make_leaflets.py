"""Builds the leaflets: `python3 make_leaflets.py`. `python3 make_leaflets.py --help` lists what else it can do.

This file must start under any Python, however old, because it is the one that says which Python is needed.
"""

import sys

if __name__ == "__main__":
    if sys.version_info < (3, 11):
        sys.stderr.write("The leaflets need Python 3.11 or newer. This is Python %d.%d.\n" % sys.version_info[:2])
        sys.stderr.write("Get a newer one from your software centre, your IT team or python.org.\n")
        sys.stderr.write("Then try again with its name, for example: python3.11 make_leaflets.py\n")
        sys.exit(2)
    from leaflets.leaving import Leaving

    leaving = Leaving()
    from leaflets.first_run import main

    sys.exit(leaving(main(sys.argv[1:])))
