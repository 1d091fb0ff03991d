"""Content: from an author's files to frozen objects, or to all their problems at once. Pure: no Flask, no
database.
"""

from elearn.content import sentences as _sentences

_sentences.register()
