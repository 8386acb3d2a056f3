"""Brings the catalogues up to the sentences that the code names (`make words`).

New sentences come without words, and those that are gone are taken out; the comments
for translators are those of the code. With `--check` nothing is written. Either way
the exit code tells whether every sentence has words, and all of its gaps in them.
"""

import io
import re
import sys
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

LOCALES = Path(__file__).parent
CODE = LOCALES.parent / "ivr"
KEYWORDS = {"say": None, "counted": (1, 2), "Item": (2,), "named": None}
SAMPLE = "en"
GAP = re.compile(r"\{\w+\}")
HEAD = """\
# The words callers hear in {locale}. An entry is a sentence or a name; its words may
# hold gaps in braces, which are filled while the call goes on.
msgid ""
msgstr ""
"Language: {locale}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plural_forms}\\n"

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
    head = HEAD.format(locale=locale, plural_forms=catalog.plural_forms)
    return head + body.getvalue().decode()


def faults(path: Path, sample: Catalog) -> list[str]:
    """List what is wrong in the catalogue at *path*: no words, or other gaps.

    A sentence has the gaps that it has in *sample*, a catalogue that is known to be
    right: the walk of the dialogue composes it (`ivr prompts check`).
    """
    found = []
    for message in read(path):
        if not message.id:
            continue
        wanted = gaps_of(sample[message.id])
        where = (
            f"{path.relative_to(LOCALES.parent)}:{message.lineno}: {name_of(message)}"
        )
        if not all(forms_of(message)):
            found.append(f"{where} has no words")
        elif any(set(GAP.findall(words)) != wanted for words in forms_of(message)):
            found.append(f"{where} must have {', '.join(sorted(wanted)) or 'no gap'}")
    return found


def read(path: Path) -> Catalog:
    """Read the catalogue at *path*; what Babel cannot compile fails here."""
    with path.open("rb") as file:
        catalog = read_po(file, locale=path.parent.parent.name, abort_invalid=True)
    write_mo(io.BytesIO(), catalog)
    return catalog


def forms_of(message: Message | None) -> list[str]:
    """Give the words of *message*: one form, or one for each plural."""
    words = message.string if message else ""
    return [words] if isinstance(words, str) else list(words)


def gaps_of(message: Message | None) -> set[str]:
    """Give the gaps in the words of *message*."""
    return {gap for words in forms_of(message) for gap in GAP.findall(words)}


def name_of(message: Message) -> str:
    """Give the name of the sentence that *message* holds."""
    return message.id if isinstance(message.id, str) else message.id[0]


def main() -> int:
    """Update every catalogue, or check that none needs it; tell what is wrong."""
    sentences = template()
    paths = sorted(LOCALES.glob("*/LC_MESSAGES/ivr.po"))
    told = []
    for path in paths:
        text = updated(path, sentences)
        if text == path.read_text(encoding="utf-8"):
            continue
        if "--check" in sys.argv:
            told.append(f"{path.relative_to(LOCALES.parent)} is not up to date")
        else:
            path.write_text(text, encoding="utf-8")
    sample = read(LOCALES / SAMPLE / "LC_MESSAGES" / "ivr.po")
    told += [fault for path in paths for fault in faults(path, sample)]
    for fault in told:
        print(fault)  # noqa: T201
    return 1 if told else 0


if __name__ == "__main__":
    sys.exit(main())
