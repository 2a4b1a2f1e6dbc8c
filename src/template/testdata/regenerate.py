# Lets real Jinja2 evaluate the templates in cases.txt and writes its results to expected.txt.
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Needs the package jinja2, 3.1; the tests themselves read only the two files.
import sys
import traceback
from pathlib import Path

import jinja2

HERE = Path(__file__).resolve().parent


class CommandError(Exception):
    pass


CommandError.__module__ = "gcode"


class Objects:
    """What a macro knows as `printer`: looked up by name, gone through, and nothing else."""

    def __init__(self, tables):
        self._tables = tables

    def __getitem__(self, name):
        return self._tables[str(name).strip()]

    def __contains__(self, name):
        return str(name).strip() in self._tables

    def __iter__(self):
        return iter(self._tables)


Objects.__module__ = "extras.gcode_macro"
Objects.__name__ = "GetStatusWrapper"


def respond(message):
    return ""


def refuse(message):
    raise CommandError(message)


def read_cases(lines):
    """Yields (variables, template), the variables as text."""
    variables, lines = {}, iter(lines)
    for line in lines:
        if line.startswith("@ "):
            variables = dict(text.split(" = ", 1) for text in iter(lambda: next(lines), "@ end"))
        elif line == "<<<":
            yield variables, "\n".join(iter(lambda: next(lines), ">>>"))
        elif line and not line.startswith("## "):
            yield variables, line.removeprefix("~")


def make_environment():
    return jinja2.Environment("{%", "%}", "{", "}",
                              extensions=["jinja2.ext.do", "jinja2.ext.loopcontrols"])


def make_context(environment, variables):
    context = {name: environment.compile_expression(text)() for name, text in variables.items()}
    if "printer" in context:
        context["printer"] = Objects(context["printer"])
        context["action_respond_info"] = respond
        context["action_raise_error"] = refuse
    return context


def result_of(environment, variables, template):
    """"= text", or "! kind: message" of what went wrong."""
    try:
        compiled = environment.from_string(template)
    except (jinja2.TemplateSyntaxError, SyntaxError) as error:
        return f"! syntax: {getattr(error, 'message', None) or error.msg}"
    try:
        return "= " + compiled.render(make_context(environment, variables))
    except Exception as error:
        return "! " + traceback.format_exception_only(type(error), error)[-1].rstrip("\n")


def on_one_line(text):
    return text.replace("\\", "\\\\").replace("\n", "\\n")


def main():
    environment = make_environment()
    cases = read_cases((HERE / "cases.txt").read_text().split("\n"))
    results = [on_one_line(result_of(environment, *case)) for case in cases]
    (HERE / "expected.txt").write_text("\n".join(results) + "\n")
    python = sys.version.split()[0]
    print(f"{len(results)} results of Jinja2 {jinja2.__version__} on Python {python}")


if __name__ == "__main__":
    main()
