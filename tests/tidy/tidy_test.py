# Proves that tools/tidy passes a clean tree and that each of its rules fires on a broken one.
# SPDX-License-Identifier: GPL-3.0-or-later
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tools"))

from tidying import ratchet, structure_rules  # noqa: E402
from tidying.check import RULES, findings  # noqa: E402
from tidying.source import Source, Tree  # noqa: E402
from tidying.structure import structure  # noqa: E402

TOP = "// What this is, in a sentence.\n// SPDX-License-Identifier: GPL-3.0-or-later\n"
HEADER = TOP + "#pragma once\n\n"
MAIN = '#include "high/user.hpp"\n\nint main() { return escapement::high::user(); }\n'
LAYERS = "low 0 -\nhigh 1 low\nfirmware 1 low\n"

CLEAN = {
    "layers.txt": LAYERS,
    "src/low/word.hpp": HEADER + "namespace escapement::low {\n\nint word();\n\n}\n",
    "src/low/word.cpp": TOP + '#include "low/word.hpp"\n\nnamespace escapement::low {\n\n'
                              "int word() { return 1'000; }\n\n}\n",
    "src/low/word_test.cpp": TOP + '#include "low/word.hpp"\n\n#include <gtest/gtest.h>\n\n'
                                   "TEST(Word, is_said) { EXPECT_EQ(low::word(), 1000); }\n",
    "src/high/user.hpp": HEADER + '#include "low/word.hpp"\n\nnamespace escapement::high {\n\n'
                                  "inline int user() { return low::word(); }\n\n}\n",
    "apps/main.cpp": TOP + MAIN,
    "apps/CMakeLists.txt": "add_executable(escapement main.cpp)\n",
}


def lines_of_code(count):
    return "".join(f"    use({number});\n" for number in range(count))


def header(body):
    """The clean header with more in it."""
    return {"src/high/user.hpp": CLEAN["src/high/user.hpp"] + body}


def firmware(body):
    """A header of the firmware that somebody includes."""
    return {"src/firmware/part.hpp": HEADER + body,
            "apps/main.cpp": TOP + '#include "firmware/part.hpp"\n' + MAIN}


# What breaks each rule: the files that differ from the clean tree.  None deletes a file.
BROKEN = {
    "blanks": header("using Tabbed =\tint;\n"),
    "broken-link": {"README.md": "See [what is missing](docs/missing.md#here).\n"},
    "clock": header("inline auto now() { return std::chrono::steady_clock::now(); }\n"),
    "dead-code": header("// user(7, speed);\n"),
    "enable-if": header("template <class T, class = std::enable_if_t<true>>\nvoid f(T) {}\n"),
    "file-length": header("\n" * 500),
    "firmware-heap": firmware("#include <vector>\n"),
    "first-line": {"apps/main.cpp": "// no sentence\n" + TOP.split("\n")[1] + "\n" + MAIN},
    "function-length": header("inline void big() {\n" + lines_of_code(70) + "}\n"),
    "getter": header("inline int get_user() { return 1; }\n"),
    "heavy-header": header("#include <nlohmann/json.hpp>\n"),
    "include-cycle": {
        "src/low/word.hpp": CLEAN["src/low/word.hpp"] + '#include "low/part.hpp"\n',
        "src/low/part.hpp": HEADER + '#include "low/word.hpp"\n',
    },
    "include-path": header('#include "user.hpp"\n'),
    "layer": {"src/low/word.hpp": CLEAN["src/low/word.hpp"] + '#include "high/part.hpp"\n',
              "src/high/part.hpp": HEADER},
    "layer-table": {"layers.txt": LAYERS.replace("high 1 low", "high 0 low")},
    "license-line": {"apps/main.cpp": "// What this is.\n" + MAIN},
    "macro": header("#define LIMIT 5\n"),
    "module-lock": {"src/modules/part.hpp": HEADER + "#include <mutex>\n",
                    "apps/main.cpp": TOP + '#include "modules/part.hpp"\n' + MAIN,
                    "layers.txt": LAYERS + "modules 2 low\n"},
    "mutable-global": header("inline int counter = 0;\n"),
    "names": header("class Door {\n    bool open = false;\n};\n"),
    "orphan-folder": {"src/else/part.hpp": HEADER},
    "orphan-header": {"src/low/part.hpp": HEADER},
    "orphan-source": {"apps/CMakeLists.txt": "project(none)\n"},
    "own-header-first": {"src/low/word.cpp": TOP + '#include <cmath>\n\n#include "low/word.hpp"\n'},
    "package-reason": {"tools/packages.txt": "g++   compiler\n"},
    "parameters": header("inline void move(int x, int y, int z, int e, int f) {}\n"),
    "plain-enum": header("enum Colour { red };\n"),
    "pragma-once": {"src/high/user.hpp": TOP + '#include "low/word.hpp"\n'},
    "ratchet": {"tools/tidy.ratchet": "untested src/low/word.cpp 1\n"},
    "recursion": firmware("inline int sum(int n) { return n + sum(n - 1); }\n"),
    "shared-ptr": header("void use(std::shared_ptr<int> number);\n"),
    "test-without-source": {"src/low/phrase_test.cpp": TOP},
    "throw": {"layers.txt": LAYERS + "printer 2 high\n",
              **header("inline void fail() { throw 1; }\n")},
    "twins": {name: TOP + f'#include "low/{part}.hpp"\n\nnamespace escapement::low {{\n'
                          'namespace {\n\nint twice(int n) {\n    return 2 * n;\n}\n\n'
                          '}  // namespace\n}  // namespace escapement::low\n'
              for part, name in (("word", "src/low/word.cpp"), ("verb", "src/low/verb.cpp"))}
             | {"src/low/verb.hpp": HEADER, "src/low/verb_test.cpp": TOP}
             | header('#include "low/verb.hpp"\n'),
    "unfinished": header("// TO" "DO: say more.\n"),
    "untested": {"src/low/word_test.cpp": None},
    "using-namespace": header("using namespace std;\n"),
    "width": header("// " + "x" * 98 + "\n"),
}

# More that a rule must see, and more that it must let pass.
ALSO_BROKEN = [
    ("mutable-global", "inline int next() {\n    static int last = 0;\n    return ++last;\n}\n"),
    ("mutable-global", "struct Door {\n    static int count;\n};\n"),
    ("mutable-global", "inline std::atomic<bool> flag = false;\n"),
    ("mutable-global", 'inline const char* greeting = "hello";\n'),
    ("mutable-global", "inline int f() {\n    static std::vector<const char*> cache;\n"
                       "    return 1;\n}\n"),
    ("mutable-global", "inline std::vector<const char*> registry;\n"),
    ("getter", "struct Door {\n    int get_width() const;\n};\n"),
    ("getter", "struct Door {\n    virtual int get_width() = 0;\n};\n"),
    ("getter", "int get_width() noexcept;\n"),
    ("parameters", "void move(int x, int y, int z, int e, int f);\n"),
    ("names", "struct door {};\n"),
    ("names", "void openDoor(int width);\n"),
    ("names", "constexpr int doorWidth = 1;\n"),
    ("names", "inline int f() {\n    const auto doorWidth = g();\n    return doorWidth;\n}\n"),
    ("names", "void open(int doorWidth);\n"),
    ("names", "inline void OpenDoor() {}\n"),
    ("clock", "inline void wait() { std::this_thread::sleep_for(delay); }\n"),
    ("clock", "inline long now_s() { return time(nullptr); }\n"),
    ("shared-ptr", "inline auto f() { return std::make_shared<int>(1); }\n"),
    ("plain-enum", "enum : char { red };\n"),
    ("heavy-header", "#include <CLI/CLI.hpp>\n"),
    ("heavy-header", "#include <boost/asio/io_context.hpp>\n"),
    ("blanks", "using A = int; \n"),
    ("layer", '#include "low/detail/part.hpp"\n'),
]
# The same for the firmware.
ALSO_BROKEN_FIRMWARE = [
    ("firmware-heap", "inline int* leak() { return new int; }\n"),
    ("firmware-heap", "#include <boost/container/static_vector.hpp>\n"),
    ("recursion", "struct R {\n    int go(int n) { return n ? this->go(n - 1) : 0; }\n};\n"),
    ("recursion", "int odd(int n);\ninline int even(int n) { return n == 0 || odd(n - 1); }\n"
                  "inline int odd(int n) { return n != 0 && even(n - 1); }\n"),
]
FINE_FIRMWARE = [
    "#include <new>\ninline int* put(void* place) { return new (place) int; }\n",
    "struct R {\n    int go(int n) { return next_.go(n - 1); }\n};\n",
    "struct A {\n    void f() { g(); }\n};\nstruct B {\n    void g() { f(); }\n};\n",
]
FINE = [
    "// Two screens share it, and either may close first.\n"
    "void use(std::shared_ptr<int> number);\n",
    "inline std::shared_ptr<void> f() { return std::make_shared<int>(1); }\n",
    "inline int f() {\n    static const std::vector<char*> cache = fill();\n    return 1;\n}\n",
    "struct Row {\n    Value (*read)(const void* place);\n};\n",
    "template <class T>\nBox(const T (&)[2]) -> Box<T>;\n",
    "Door::Door(int width) = default;\nDoor::~Door() = default;\n",
    "// Moves there, see move(x, y); the rest is elsewhere.\n",
    "//   Speed v = d / settle;\n",
    'constexpr const char* text = "#define X // TO" "\\"DO";\n',
    'constexpr auto raw = R"(int global; using namespace std;)";\n',
    "struct Pair {\n    int a{1}, b = {2};\n    Pair(int x) : a{x}, b(x) { use(a); }\n};\n",
    "template <class T>\nconcept Small = requires(T t) { { t.size() } -> Whole; };\n",
    "class Door {\n  public:\n    bool wide = false;\n\n  private:\n    bool open_ = false;\n};\n",
    "inline bool operator==(const Door& a, const Door& b) { return a.x == b.x; }\n",
    "template <class T = int>\nclass [[nodiscard]] Box {\n  public:\n    Box(T t) : t_(t) {}\n\n"
    "  private:\n    T t_;\n};\n",
    "constexpr auto table = [] {\n    int sum = 0;\n    return sum;\n}();\n",
    "class Door::Hinge final : public Part {\n  public:\n    Hinge(int a) : a_(a) {}\n\n"
    "  private:\n    int a_;\n};\n",
    "#include <csignal>\ninline std::atomic<bool> interrupted = false;\n",
    "#include <new>\nconstinit std::atomic<long> news{0};\n"
    "void* operator new(std::size_t size);\n",
    "__extension__ using Wide = __int128;\n",
    "enum class Next : char { stop, again };\nstruct Later;\nextern int elsewhere;\n",
    "inline std::map<int, int> f(std::map<int, int> a, int b, int c, int d) { return a; }\n",
]


def write_tree(folder, changes):
    for path, text in {**CLEAN, **changes}.items():
        if text is not None:
            file = Path(folder) / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")


def found_in(changes):
    with tempfile.TemporaryDirectory() as folder:
        write_tree(folder, changes)
        return findings(Tree(folder))


class Rules(unittest.TestCase):
    def test_a_clean_tree_has_no_findings(self):
        self.assertEqual([str(finding) for finding in found_in({})], [])

    def test_every_rule_has_a_tree_that_breaks_it(self):
        self.assertEqual(sorted(RULES), sorted(BROKEN))

    def test_each_broken_tree_breaks_its_rule_and_no_other(self):
        for rule, changes in BROKEN.items():
            with self.subTest(rule=rule):
                self.assertEqual({finding.rule for finding in found_in(changes)}, {rule})

    def test_rules_see_their_other_forms(self):
        for rule, body in ALSO_BROKEN:
            with self.subTest(rule=rule, body=body):
                changes = {**header(body), "src/low/detail/part.hpp": HEADER,
                           "src/low/part.hpp": HEADER + '#include "low/detail/part.hpp"\n',
                           "apps/main.cpp": TOP + '#include "low/part.hpp"\n' + MAIN}
                self.assertEqual({finding.rule for finding in found_in(changes)}, {rule})

    def test_rules_of_the_firmware_see_their_other_forms(self):
        for rule, body in ALSO_BROKEN_FIRMWARE:
            with self.subTest(rule=rule, body=body):
                self.assertEqual({finding.rule for finding in found_in(firmware(body))}, {rule})

    def test_firmware_in_our_style_passes(self):
        for body in FINE_FIRMWARE:
            with self.subTest(body=body):
                self.assertEqual([str(finding) for finding in found_in(firmware(body))], [])

    def test_what_only_its_own_files_use_is_an_orphan(self):
        pair = {"src/low/part.hpp": HEADER + "int part();\n",
                "src/low/part.cpp": TOP + '#include "low/part.hpp"\n\nint part() { return 1; }\n',
                "src/low/part_test.cpp": TOP + '#include "low/part.hpp"\n'}

        self.assertEqual({finding.rule for finding in found_in(pair)}, {"orphan-header"})

    def test_a_source_without_a_header_is_an_orphan(self):
        lonely = {"src/low/part.cpp": TOP + "int part() { return 1; }\n",
                  "src/low/part_test.cpp": TOP}

        self.assertEqual({finding.rule for finding in found_in(lonely)}, {"orphan-source"})

    def test_documents_leave_nothing_open(self):
        found = found_in({"README.md": "TO" "DO: say more.\n"})

        self.assertEqual([finding.rule for finding in found], ["unfinished"])

    def test_scripts_have_walls_too(self):
        top = "#!/bin/bash\n# SPDX-License-Identifier: GPL-3.0-or-later\n"
        python = "# A tool.\n" + top.split("\n")[1] + "\n"
        scripts = {"tools/tool.py": python + "def f():\n" + "    g()\n" * 70,
                   "tools/tool": top + "f() {\n" + "    g\n" * 69 + "}\n",
                   "tools/fine": top + "f() {\n" + "    g\n" * 68 + "}\ng() { f; }\n",
                   "tools/long": top + ":\n" * 499}

        self.assertEqual([(finding.path, finding.rule) for finding in found_in(scripts)],
                         [("tools/long", "file-length"), ("tools/tool", "function-length"),
                          ("tools/tool.py", "function-length")])

    def test_exit_codes_may_be_plain_numbers(self):
        self.assertEqual(found_in({"apps/main.cpp": TOP + "enum Status : int { fine };\n" + MAIN}),
                         [])

    def test_code_in_our_style_passes(self):
        for body in FINE:
            with self.subTest(body=body):
                self.assertEqual([str(finding) for finding in found_in(header(body))], [])

    def test_a_finding_names_file_line_and_remedy(self):
        finding = found_in({"apps/main.cpp": TOP + "#define A 1\n" + MAIN})[0]

        self.assertRegex(str(finding), r"^apps/main.cpp:3: macro A; remedy: use a constexpr")

    def test_stories_may_include_the_program(self):
        changes = {
            "apps/escapement/part.hpp": HEADER,
            "tests/story/part_test.cpp": TOP + '#include "escapement/part.hpp"\n',
            "tests/CMakeLists.txt": "file(GLOB sources ${folder}/*.cpp)\n",
        }

        self.assertEqual(found_in(changes), [])

    def test_a_header_may_be_allowed_by_name(self):
        changes = {"layers.txt": LAYERS.replace("high 1 low", "high 1 low/word.hpp")}

        self.assertEqual(found_in(changes), [])


class Structure(unittest.TestCase):
    def functions(self, text):
        return [(found.scope, found.name, found.length, found.parameters)
                for found in structure(Source("src/a.cpp", text)).functions]

    def test_a_function_is_measured_from_its_first_line_to_its_brace(self):
        self.assertEqual(self.functions("\nint f(int a,\n      int b) {\n    return a;\n}\n"),
                         [("", "f", 4, 2)])

    def test_braces_in_text_and_comments_do_not_count(self):
        self.assertEqual(self.functions('int f() {  // {{\n    g("}", \'}\');\n}\nint h() {}\n'),
                         [("", "f", 3, 0), ("", "h", 1, 0)])

    def test_members_know_their_class(self):
        text = "struct A {\n    int f() const { return 1; }\n};\nint B::g(int a) { return a; }\n"

        self.assertEqual(self.functions(text), [("A", "f", 1, 0), ("B", "g", 1, 1)])

    def test_commas_inside_brackets_separate_no_parameters(self):
        text = "void f(std::map<int, int> a, F (*b)(int, int), int c = g(1, 2)) {}\n"

        self.assertEqual(self.functions(text), [("", "f", 1, 3)])

    def test_initialiser_lists_with_braces_are_no_bodies(self):
        text = "A::A(int a)\n    : x_{a},\n      y_{a} {\n    use();\n}\n"

        self.assertEqual(self.functions(text), [("A", "A", 5, 1)])


class Ratchet(unittest.TestCase):
    def tree(self, folder, lines, recorded):
        body = "inline void big() {\n" + lines_of_code(lines - 2) + "}\n"
        entry = "function-length src/high/user.hpp:big"
        write_tree(folder, {**header(body), "tools/tidy.ratchet": f"{entry} {recorded}\n"})
        return Tree(folder)

    def check(self, lines, recorded):
        with tempfile.TemporaryDirectory() as folder:
            return {finding.rule for finding in findings(self.tree(folder, lines, recorded))}

    def lowered(self, lines, recorded):
        with tempfile.TemporaryDirectory() as folder:
            tree = self.tree(folder, lines, recorded)
            ratchet.lower_ratchet(tree, structure_rules.measure_sizes(tree))
            return list(ratchet.read_ratchet(tree).values())

    @unittest.skipUnless(shutil.which("git"), "there is no git")
    def test_a_line_added_by_hand_is_found_before_and_after_it_is_committed(self):
        with tempfile.TemporaryDirectory() as folder:
            git = ["git", "-C", folder, "-c", "user.name=A", "-c", "user.email=a@example.com"]
            write_tree(folder, {})
            for words in (["init", "-q"], ["add", "."], ["commit", "-qm", "all: Begin"]):
                subprocess.run([*git, *words], check=True, capture_output=True)
            before = {finding.rule for finding in findings(self.tree(folder, 90, 90))}
            for words in (["add", "."], ["commit", "-qm", "all: Excuse"]):
                subprocess.run([*git, *words], check=True, capture_output=True)
            after = {finding.rule for finding in findings(Tree(folder))}

        self.assertEqual((before, after), ({"ratchet"}, {"ratchet"}))

    def test_an_exception_of_the_recorded_size_passes(self):
        self.assertEqual(self.check(90, 90), set())

    def test_an_exception_that_grew_is_found(self):
        self.assertEqual(self.check(91, 90), {"function-length"})

    def test_an_exception_that_shrank_must_be_recorded(self):
        self.assertEqual(self.check(80, 90), {"ratchet"})

    def test_updating_lowers_never_raises_and_forgets_what_is_gone(self):
        self.assertEqual(self.lowered(80, 90), [80])
        self.assertEqual(self.lowered(95, 90), [90])
        self.assertEqual(self.lowered(60, 90), [])


if __name__ == "__main__":
    unittest.main()
