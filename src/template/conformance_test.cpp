// Templates give what real Jinja2 gave: see testdata/regenerate.py.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "template/template.hpp"

namespace escapement::templates {
namespace {

const std::string data_folder = std::string(ESCAPEMENT_SOURCE_DIR) + "/src/template/testdata/";

std::vector<std::string> lines_of(const std::string& file) {
    std::ifstream in(data_folder + file);
    std::vector<std::string> lines;
    for (std::string line; std::getline(in, line);) lines.push_back(line);
    return lines;
}

using Variables = std::map<std::string, base::Value>;

// Keeps what it is called with.
class Keep final : public HostFunction {
  public:
    base::Result<base::Value> call(const HostArguments& arguments) override {
        kept = arguments.positional.at(0);
        return base::Value();
    }
    base::Value kept;
};

// A literal as the value that the host would give.
base::Value literal(const std::string& text) {
    Keep keep;
    NameList names;
    names.set("keep", &keep);
    const auto compiled = Template::compile("{% do keep(" + text + ") %}", "literal");
    EXPECT_TRUE(compiled) << text;
    EXPECT_TRUE(compiled->render(names)) << text;
    return keep.kept;
}

class Respond final : public HostFunction {
  public:
    base::Result<base::Value> call(const HostArguments&) override { return base::Value(""); }
};

class Refuse final : public HostFunction {
  public:
    base::Result<base::Value> call(const HostArguments& arguments) override {
        return base::Error{*arguments.positional.at(0).as<std::string>()};
    }
};

// `printer`: looked up by name and gone through.
class Printer final : public HostObject {
  public:
    explicit Printer(const base::Value& tables) : tables_(*tables.as<base::Value::Table>()) {}
    std::optional<HostValue> field(std::string_view name) override {
        for (const auto& [known, table] : tables_)
            if (known == name) return HostValue(table);
        return std::nullopt;
    }
    std::vector<std::string> names() override {
        std::vector<std::string> all;
        for (const auto& [name, table] : tables_) all.push_back(name);
        return all;
    }
    bool is_mapping() const override { return false; }
    std::string_view type_name() const override { return "extras.gcode_macro.GetStatusWrapper"; }

  private:
    base::Value::Table tables_;
};

std::string result_of(const Variables& variables, const std::string& source) {
    const auto compiled = Template::compile(source, "test");
    if (!compiled) return "! syntax: " + compiled.error().what;
    std::optional<Printer> printer;
    Respond respond;
    Refuse refuse;
    NameList names;
    for (const auto& [name, value] : variables) {
        if (name != "printer") {
            names.set(name, value);
            continue;
        }
        names.set(name, &printer.emplace(value));
        names.set("action_respond_info", &respond);
        names.set("action_raise_error", &refuse);
    }
    auto printed = compiled->render(names);
    return printed ? "= " + *printed : "! " + printed.error().what;
}

std::string as_written(std::string_view line) {
    std::string text;
    for (std::size_t i = 0; i < line.size(); ++i) {
        if (line[i] != '\\')
            text += line[i];
        else
            text += line[++i] == 'n' ? '\n' : line[i];
    }
    return text;
}

// "! TypeError: no" and "! Error evaluating 'test': TypeError: no (line 1 ..." are the same.
bool agrees(const std::string& ours, const std::string& expected, bool kind_only) {
    if (!expected.starts_with("! ")) return ours == expected;
    std::string said = expected.substr(2);
    if (said.starts_with("syntax: ")) {
        if (!ours.starts_with("! syntax: ")) return false;
        said = said.substr(8);
    }
    if (kind_only) said = said.substr(0, said.find(':'));
    return ours.starts_with("! ") && ours.find(said) != std::string::npos;
}

struct Case {
    Variables variables;
    std::string source;
    bool kind_only = false;
};

class CaseReader {
  public:
    explicit CaseReader(std::vector<std::string> lines) : lines_(std::move(lines)) {}

    std::optional<Case> next() {
        while (at_ < lines_.size()) {
            const std::string& line = lines_[at_++];
            if (line.starts_with("@ "))
                read_variables();
            else if (line == "<<<")
                return Case{variables_, several_lines()};
            else if (!line.empty() && !line.starts_with("## "))
                return Case{variables_, line.substr(line[0] == '~' ? 1 : 0), line[0] == '~'};
        }
        return std::nullopt;
    }

  private:
    void read_variables() {
        variables_.clear();
        for (; lines_.at(at_) != "@ end"; ++at_) {
            const auto equals = lines_[at_].find(" = ");
            variables_[lines_[at_].substr(0, equals)] = literal(lines_[at_].substr(equals + 3));
        }
        ++at_;
    }

    std::string several_lines() {
        std::string text;
        for (; lines_.at(at_) != ">>>"; ++at_) text += (text.empty() ? "" : "\n") + lines_[at_];
        ++at_;
        return text;
    }

    std::vector<std::string> lines_;
    std::size_t at_ = 0;
    Variables variables_;
};

TEST(Conformance, templates_give_what_jinja2_gave) {
    CaseReader cases(lines_of("cases.txt"));
    const auto expected = lines_of("expected.txt");
    std::size_t count = 0;

    while (const auto next = cases.next()) {
        ASSERT_LT(count, expected.size());
        const std::string wanted = as_written(expected[count++]);
        const std::string ours = result_of(next->variables, next->source);
        EXPECT_TRUE(agrees(ours, wanted, next->kind_only))
            << "template " << count << ": " << next->source << "\n  Jinja2: " << wanted
            << "\n  ours:   " << ours;
    }

    EXPECT_EQ(count, expected.size());
    EXPECT_GE(count, 600U);
}

}  // namespace
}  // namespace escapement::templates
