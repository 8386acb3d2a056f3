"""Brings the catalogues up to the sentences that the code names (`make words`).

New sentences come without words, and those that are gone are taken out; the comments
for translators are those of the code. With `--check` nothing is written: the exit code
tells whether anything would be.
"""

import io
import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

LOCALES = Path(__file__).parent
CODE = LOCALES.parent / "ivr"
KEYWORDS = {"say": None, "Item": (2,), "named": None}
HEAD = """\
# The words callers hear in {locale}. An entry is a sentence or a name; its words may
# hold gaps in braces, which are filled while the call goes on.
msgid ""
msgstr ""
"Language: {locale}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""


def template() -> Catalog:
    """Give the sentences of the code, with the comments above them."""
    found = extract_from_dir(
        CODE,
        method_map=[("**.py", "python")],
        keywords=KEYWORDS,
        comment_tags=("NOTE:",),
        strip_comment_tags=True,
    )
    catalog = Catalog()
    for _, _, sentence, comments, _ in found:
        catalog.add(sentence, auto_comments=[" ".join(comments)] if comments else [])
    return catalog


def updated(path: Path, sentences: Catalog) -> str:
    """Give the catalogue at *path* with exactly *sentences* in it."""
    locale = path.parent.parent.name
    with path.open("rb") as file:
        catalog = read_po(file, locale=locale)
    catalog.update(sentences, no_fuzzy_matching=True)
    body = io.BytesIO()
    write_po(
        body,
        catalog,
        omit_header=True,
        ignore_obsolete=True,
        sort_output=True,
        width=88,
    )
    return HEAD.format(locale=locale) + body.getvalue().decode()


def main() -> int:
    """Update every catalogue, or check that none needs it."""
    sentences = template()
    stale = []
    for path in sorted(LOCALES.glob("*/LC_MESSAGES/ivr.po")):
        text = updated(path, sentences)
        if text != path.read_text(encoding="utf-8"):
            stale.append(path)
            if "--check" not in sys.argv:
                path.write_text(text, encoding="utf-8")
    for path in stale:
        print(f"{path.relative_to(LOCALES.parent)} was not up to date")  # noqa: T201
    return 1 if stale and "--check" in sys.argv else 0


if __name__ == "__main__":
    sys.exit(main())
