# What a C++ file declares: functions with their size, variables, types, members.
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Not a compiler: a walk over braces that is exact for code in our clang-formatted style.
#
#   1. Between two of ; { } lies a head.  Brackets inside a head are skipped whole.
#   2. A head that ends at { opens a namespace, a type, a function body or an initialiser.
#      Namespaces and types are walked in turn; bodies and initialisers are skipped whole.
#   3. A head that ends at ; declares a function or a variable, or is of no interest.
import re
from dataclasses import dataclass

_CLOSING = {"(": ")", "[": "]", "{": "}"}
_ACCESS = re.compile(r"(public|private|protected)\s*$")
_TYPE_HEAD = re.compile(
    r"(?:typedef\s+)?(class|struct|union|enum(?:\s+class|\s+struct)?)\b\s*"
    r"(?:\[\[.*?\]\]\s*|alignas\s*\([^)]*\)\s*)*(?:\w+::)*([A-Za-z_]\w*)?"
)
_NOT_A_NAME = {"decltype", "alignas", "noexcept", "explicit", "requires", "__attribute__"}
_OPERATOR = re.compile(
    r"\boperator\s*(\(\s*\)|\[\s*\]|\"\"\s*\w+|[^\s\w(]+|[\w:<>*&\s]+?)\s*(?=\()"
)
_DULL = re.compile(
    r"(using|typedef|friend|static_assert|extern|namespace|concept|requires|goto|return|asm)\b"
)


@dataclass(frozen=True)
class Function:
    name: str  # without its scope
    scope: str  # the class it belongs to, or ""
    line: int
    last_line: int
    parameters: int
    body: str
    head: str

    @property
    def length(self):
        return self.last_line - self.line + 1


@dataclass(frozen=True)
class Declaration:
    kind: str  # "function", "variable" or "type"
    name: str
    head: str
    line: int
    scope: str  # the class around it, or ""
    access: str  # "private", "public", "protected", or "" outside a class
    parameters: int = 0


@dataclass
class Structure:
    functions: list
    declarations: list


def skip_brackets(text, position):
    """The offset just behind the bracket that closes the one at `position`."""
    depth = 0
    for index in range(position, len(text)):
        if text[index] in "([{":
            depth += 1
        elif text[index] in ")]}":
            depth -= 1
            if depth == 0:
                return index + 1
    return len(text)


def _skip_angles(text, position):
    depth = 0
    index = position
    while index < len(text):
        letter = text[index]
        if letter in "([{":
            index = skip_brackets(text, index)
            continue
        if letter == "<":
            depth += 1
        elif letter == ">" and text[index - 1] != "-":
            depth -= 1
            if depth == 0:
                return index + 1
        index += 1
    return len(text)


def _without_prefix(head):
    """The head without `template <...>`, requires clauses and attributes in front."""
    head = head.strip()
    while True:
        if match := re.match(r"template\s*(?=<)", head):
            head = head[_skip_angles(head, match.end()) :].lstrip()
        elif match := re.match(r"__extension__\s+", head):
            head = head[match.end() :]
        elif head.startswith("[["):
            head = head[skip_brackets(head, 0) :].lstrip()
        elif match := re.match(r"requires\s*(?=\()", head):
            head = head[skip_brackets(head, match.end()) :].lstrip()
        elif match := re.match(r"requires\s+[\w:]+\s*(?=<)", head):
            head = head[_skip_angles(head, match.end()) :].lstrip()
        else:
            return head


def _without_operators(head):
    """The same text with operator names masked, so that = < > ( in them mean nothing."""
    return _OPERATOR.sub(lambda match: "operator" + "_" * (len(match.group(0)) - 8), head)


def _open_parenthesis(head):
    """The offset of the parenthesis that opens a parameter list, and its function's name."""
    masked = _without_operators(head)
    index = 0
    while index < len(masked):
        letter = masked[index]
        if letter == "=":
            return None
        if letter == "<":
            index = _skip_angles(masked, index)
        elif letter in "[{":
            index = skip_brackets(masked, index)
        elif letter == "(":
            name = re.search(r"([~\w][\w]*)\s*$", masked[:index])
            if name and name.group(1) not in _NOT_A_NAME:
                return index, name.group(1)
            index = skip_brackets(masked, index)
        else:
            index += 1
    return None


def _has_initialiser(head):
    masked = _without_operators(head)
    index = 0
    while index < len(masked):
        letter = masked[index]
        if letter == "<":
            index = _skip_angles(masked, index)
        elif letter in "([{":
            index = skip_brackets(masked, index)
        elif letter == "=":
            return True
        else:
            index += 1
    return False


def count_parameters(text):
    """How many parameters or arguments stand between two parentheses."""
    if text.strip() in ("", "void"):
        return 0
    count, index = 1, 0
    while index < len(text):
        if text[index] in "([{":
            index = skip_brackets(text, index)
        elif text[index] == "<":
            index = _skip_angles(text, index)
        else:
            count += text[index] == ","
            index += 1
    return count


class _Walk:
    def __init__(self, text):
        self.text = text
        self.functions = []
        self.declarations = []

    def line(self, offset):
        return self.text.count("\n", 0, offset) + 1

    def scope(self, position, type_name, access=""):
        """Walks one namespace or type from behind its brace; returns the offset behind it."""
        start = position
        while position < len(self.text):
            letter = self.text[position]
            if letter in "([":
                position = skip_brackets(self.text, position)
            elif letter == ";":
                self.statement(start, position, type_name, access)
                position = start = position + 1
            elif letter == "{":
                position, start = self.brace(start, position, type_name, access)
            elif letter == "}":
                return position + 1
            elif letter == ":" and type_name and self.label(start, position):
                access = self.label(start, position)
                position = start = position + 1
            else:
                position += 1
        return position

    def label(self, start, position):
        match = _ACCESS.match(self.text[start:position].strip())
        return match.group(1) if match else None

    def brace(self, start, position, type_name, access):
        """Handles { at `position`; returns where to go on and where the next head starts."""
        head = _without_prefix(self.text[start:position])
        kind, name = _classify(head)
        if kind == "namespace":
            end = self.scope(position + 1, "")
        elif kind == "type":
            self.declare("type", name, head, start, type_name, access)
            end = self.type_body(position, head, name)
        elif kind == "function":
            end = skip_brackets(self.text, position)
            self.function(start, position, end, head, type_name)
        else:
            end = skip_brackets(self.text, position)
            if kind == "lambda":
                self.function(start, position, end, head, type_name)
            return end, start  # the head goes on behind the brace
        return end, end

    def type_body(self, position, head, name):
        if head.startswith("enum"):
            return skip_brackets(self.text, position)
        access = "private" if head.startswith("class") else "public"
        return self.scope(position + 1, name or "(unnamed)", access)

    def function(self, start, position, end, head, type_name):
        opened, name = _open_parenthesis(head) or (None, "lambda")
        parameters, scope = 0, type_name
        if opened is not None:
            parameters = count_parameters(head[opened + 1 : skip_brackets(head, opened) - 1])
            owner = re.search(r"(\w+)\s*(?:<[^()]*>)?\s*::\s*~?\w+\s*$", head[:opened])
            scope = owner.group(1) if owner else type_name
        if name == "TEST" or name.startswith("TEST_") or name.startswith("TYPED_TEST"):
            inside = head[opened + 1 : skip_brackets(head, opened) - 1]
            name, parameters = "TEST(" + " ".join(inside.split()) + ")", 0
        first = start + len(self.text[start:position]) - len(self.text[start:position].lstrip())
        self.functions.append(Function(name, scope, self.line(first), self.line(end - 1),
                                       parameters, self.text[position:end], head))

    def statement(self, start, position, type_name, access):
        raw = self.text[start:position]
        head = _without_prefix(raw)
        if not head or _DULL.match(head) or _TYPE_HEAD.fullmatch(head.split(":")[0].strip()):
            return
        if raw.strip().startswith("template") and re.match(r"(class|struct)\b", head):
            return  # an explicit instantiation
        opened = _open_parenthesis(head)
        if opened:
            inside = head[opened[0] + 1 : skip_brackets(head, opened[0]) - 1]
            self.declare("function", opened[1], head, start, type_name, access,
                         count_parameters(inside))
        else:
            self.declare("variable", _variable_name(head), head, start, type_name, access)

    def declare(self, kind, name, head, start, scope, access, parameters=0):
        first = start + len(self.text[start:]) - len(self.text[start:].lstrip())
        self.declarations.append(
            Declaration(kind, name or "", head, self.line(first), scope, access, parameters))


def _variable_name(head):
    head = re.split(r"[={]", _without_operators(head))[0]
    head = re.sub(r"\[[^\]]*\]\s*$", "", head.strip())
    head = re.sub(r":\s*\d+\s*$", "", head)
    match = re.search(r"(\w+)\s*$", re.sub(r"(\[[^\]]*\]\s*)+$", "", head))
    return match.group(1) if match else ""


def _classify(head):
    if re.match(r"(inline\s+)?namespace\b", head) or re.fullmatch(r'extern\s*"\s*"', head):
        return "namespace", ""
    if re.search(r"\brequires\s*(\([^{}]*\))?\s*$", head):
        return "initialiser", ""
    opened = _open_parenthesis(head)
    type_head = _TYPE_HEAD.match(head)
    if type_head and (not opened or ":" in head[: opened[0]].replace("::", "")):
        return "type", type_head.group(2)
    if opened:
        after = head[skip_brackets(head, opened[0]) :]
        member_list = re.match(r"\s*(noexcept\b\s*(\([^)]*\))?\s*)?:(?!:)", after)
        if member_list and re.search(r"[\w>]\s*$", after):
            return "initialiser", ""
        return "function", opened[1]
    if _has_initialiser(head) and re.search(r"\]\s*(\([^{}]*\))?[\w\s:>&*-]*$", head):
        return "lambda", ""
    return "initialiser", ""


def structure(source):
    walk = _Walk(source.structure_text)
    walk.scope(0, "")
    return Structure(walk.functions, walk.declarations)
