"""`python -m fairatlas_client` is the command fairatlas-upload."""

import sys

from fairatlas_client.cli import main

sys.exit(main())
