// Reads and writes files of variables, whose syntax is that of Python's configparser.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/variable_file.hpp"

#include <optional>
#include <utility>

#include "base/text.hpp"
#include "template/numbers.hpp"
#include "template/text.hpp"

namespace escapement::modules {
namespace {

using base::Error;
using templates::Literal;

constexpr std::string_view wanted_section = "Variables";

std::string join(const Literal::Items& items) {
    std::string text;
    for (const Literal& item : items) text += (text.empty() ? "" : ", ") + python_text(item);
    return text;
}

std::string dict_text(const Literal::Items& items) {
    std::string text;
    for (std::size_t i = 0; i + 1 < items.size(); i += 2)
        text += (i == 0 ? "" : ", ") + python_text(items[i]) + ": " + python_text(items[i + 1]);
    return "{" + text + "}";
}

std::string sequence_text(const Literal& literal, const Literal::Items& items) {
    switch (literal.shape) {
        case Literal::Shape::dict:
            return dict_text(items);
        case Literal::Shape::tuple:
        case Literal::Shape::coordinate:
            return "(" + join(items) + (items.size() == 1 ? ",)" : ")");
        default:
            return "[" + join(items) + "]";
    }
}

// Several lines, so that those behind the first one go on with it.
std::string indented(const std::string& text) {
    std::string made;
    for (const char c : text) (made += c) += c == '\n' ? "\t" : "";
    return made;
}

// Collects lines of the section, those that go on included.
class VariableReader {
  public:
    base::Result<void> take(std::string_view line) {
        ++number_;
        const auto content = base::trim(line);
        if (content.empty() || content[0] == '#' || content[0] == ';') return {};
        if (is_continuation(line)) {
            value_.append("\n").append(content);
            return {};
        }
        if (auto kept = keep(); !kept) return kept;
        if (content[0] == '[') return begin_section(content);
        return inside_ ? begin_variable(content) : base::Result<void>();
    }
    base::Result<VariableFile> finish() {
        if (auto kept = keep(); !kept) return std::move(kept.error());
        return std::move(file_);
    }

  private:
    bool is_continuation(std::string_view line) const {
        return !name_.empty() && (line[0] == ' ' || line[0] == '\t');
    }
    Error error(const std::string& what) const {
        return {"line " + std::to_string(number_) + ": " + what};
    }
    base::Result<void> begin_section(std::string_view line) {
        if (!line.ends_with(']')) return error("a section's name ends with ]");
        inside_ = line.substr(1, line.size() - 2) == wanted_section;
        return {};
    }
    base::Result<void> begin_variable(std::string_view line) {
        const auto sign = line.find_first_of("=:");
        if (sign == std::string_view::npos || sign == 0)
            return error("must be a name, an equals sign and a value");
        name_ = base::lower_case(base::trim(line.substr(0, sign)));
        value_ = base::trim(line.substr(sign + 1));
        begun_ = number_;
        return {};
    }
    base::Result<void> keep() {
        if (name_.empty()) return {};
        const std::string name = std::exchange(name_, {});
        if (file_.variables.contains(name) || file_.unheld.contains(name))
            return error("a variable of that name stands above");
        bool beyond_us = false;
        auto literal = templates::read_literal(value_, &beyond_us);
        if (literal)
            file_.variables.emplace(name, std::move(*literal));
        else if (beyond_us)
            file_.unheld.emplace(name, UnheldVariable{value_, begun_, literal.error().what});
        else
            return Error{"line " + std::to_string(begun_) + ": " + name + ": " +
                         literal.error().what};
        return {};
    }

    VariableFile file_;
    bool inside_ = false;
    std::string name_, value_;
    int number_ = 0, begun_ = 0;
};

}  // namespace

std::string python_text(const Literal& literal) {
    if (const auto* truth = std::get_if<bool>(&literal.value)) return *truth ? "True" : "False";
    if (const auto* whole = std::get_if<std::int64_t>(&literal.value))
        return std::to_string(*whole);
    if (const auto* number = std::get_if<double>(&literal.value))
        return templates::print_real(*number);
    if (const auto* text = std::get_if<std::string>(&literal.value))
        return templates::quoted(*text);
    if (const auto* items = std::get_if<Literal::Items>(&literal.value))
        return sequence_text(literal, *items);
    return "None";
}

base::Result<VariableFile> parse_variables(std::string_view text) {
    VariableReader reader;
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        if (auto taken = reader.take(text.substr(0, end)); !taken) return std::move(taken.error());
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return reader.finish();
}

std::string print_variables(const VariableFile& file) {
    std::map<std::string, std::string> texts;
    for (const auto& [name, value] : file.variables) texts.emplace(name, python_text(value));
    for (const auto& [name, value] : file.unheld) texts.emplace(name, indented(value.text));
    std::string text = "[Variables]\n";
    for (const auto& [name, value] : texts) text.append(name).append(" = ").append(value) += '\n';
    return text + "\n";
}

}  // namespace escapement::modules
