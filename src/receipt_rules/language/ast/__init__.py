"""The AST of a `.rules` file: one immutable node type per thing an author can write.

The names are flat: `from receipt_rules.language import ast` and `ast.Rule`, `ast.Money`.
"""

from receipt_rules.language.ast.benefit import *  # noqa: F403
from receipt_rules.language.ast.declaration import *  # noqa: F403
from receipt_rules.language.ast.eligibility import *  # noqa: F403
from receipt_rules.language.ast.expression import *  # noqa: F403
from receipt_rules.language.ast.group import *  # noqa: F403
from receipt_rules.language.ast.header import *  # noqa: F403
from receipt_rules.language.ast.node import *  # noqa: F403
from receipt_rules.language.ast.rule import *  # noqa: F403
from receipt_rules.language.ast.scheme import *  # noqa: F403
from receipt_rules.language.ast.test import *  # noqa: F403
from receipt_rules.language.ast.vocabulary import *  # noqa: F403
