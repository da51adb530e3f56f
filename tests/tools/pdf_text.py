"""Prints the text of a PDF, for checks that are not written in Python.

    target/python/bin/python tests/tools/pdf_text.py FILE
"""

import sys

from pypdf import PdfReader

for page in PdfReader(sys.argv[1]).pages:
    print(page.extract_text())
