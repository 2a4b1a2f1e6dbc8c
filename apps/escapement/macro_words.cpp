// Looks through templates without evaluating them.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "escapement/macro_words.hpp"

#include <algorithm>
#include <cctype>
#include <map>
#include <set>

#include "base/text.hpp"
#include "config/reading.hpp"
#include "gcode/line.hpp"
#include "printer/klipper_names.hpp"
#include "printer/unknown_command.hpp"

namespace escapement::app {
namespace {

using config::Document;
using config::Option;
using config::Section;
using printer::ModuleType;

// Stands for what an expression will have become.
constexpr char computed = '\x01';

// "set" for "{%- set x = 1 %}".
std::string_view statement_word(std::string_view statement) {
    constexpr std::string_view skipped = "{%-+ \t\n";
    statement.remove_prefix(std::min(statement.find_first_not_of(skipped), statement.size()));
    return statement.substr(0, statement.find_first_of(" \t\n-+%"));
}

// "{% set x %} ... {% endset %}" makes a text of what is between.
bool begins_text(std::string_view statement) {
    return statement_word(statement) == "set" && statement.find('=') == statement.npos;
}

// "{% if 'mmu' in printer %}", "{% if printer.mmu is defined %}": what stands within is for
// printers that have something, and this one need not.
bool asks_what_there_is(std::string_view statement) {
    const auto has = [&](std::string_view word) { return statement.find(word) != statement.npos; };
    return has("printer") && (has(" in ") || has("defined"));
}

// Expressions become a mark, and statements, too, where they part a word; what a block makes a text
// of is no G-code, and what depends on a guard may be another printer's.  Line ends stay, so that
// lines keep their count.
class Stripper {
  public:
    std::string strip(std::string_view text) {
        while (!text.empty()) {
            const auto open = text.find('{');
            put(text.substr(0, open));
            if (open == text.npos) break;
            text.remove_prefix(open);
            const bool statement = text.starts_with("{%");
            const auto close = text.find(statement ? "%}" : "}");
            const auto length = close == text.npos ? text.size() : close + (statement ? 2 : 1);
            const auto part = text.substr(0, length);
            text.remove_prefix(length);
            if (statement)
                pass(part, text);
            else
                put(std::string_view(&computed, 1));
            for (const char c : part)
                if (c == '\n') out_ += c;
        }
        return std::move(out_);
    }

  private:
    void put(std::string_view text) {
        for (const char c : text)
            if ((!in_text_ && guards_ == 0) || c == '\n') out_ += c;
    }
    void pass(std::string_view statement, std::string_view rest) {
        const auto is_word = [](unsigned char c) { return std::isgraph(c) != 0; };
        const bool parts_word = !out_.empty() && !rest.empty() &&
                                is_word(static_cast<unsigned char>(out_.back())) &&
                                is_word(static_cast<unsigned char>(rest.front()));
        if (parts_word) put(std::string_view(&computed, 1));
        if (begins_text(statement)) in_text_ = true;
        const auto word = statement_word(statement);
        if (word == "endset") in_text_ = false;
        if (word == "set") note_answer(statement);
        if (word == "if") {
            conditions_.push_back(asks(statement));
            guards_ += conditions_.back() ? 1 : 0;
        } else if (word == "endif" && !conditions_.empty()) {
            guards_ -= conditions_.back() ? 1 : 0;
            conditions_.pop_back();
        }
    }

    // Itself, or by a variable that was set to the answer.
    bool asks(std::string_view statement) const {
        return asks_what_there_is(statement) ||
               std::any_of(answers_.begin(), answers_.end(), [&](const std::string& name) {
                   return statement.find(name) != statement.npos;
               });
    }
    void note_answer(std::string_view statement) {
        const auto begin = statement.find("set") + 3, end = statement.find('=');
        if (end != statement.npos && asks(statement))
            answers_.insert(std::string(base::trim(statement.substr(begin, end - begin))));
    }

    std::string out_;
    std::set<std::string> answers_;
    bool in_text_ = false;
    std::vector<bool> conditions_;  // around this place: whether they ask what there is
    int guards_ = 0;                // how many of them do
};

// "G28" for "g28 X"; nothing where the command is not written out, or is none.
std::string command_of(std::string_view line) {
    line = base::trim(line);
    const auto word = line.substr(0, line.find_first_of(" \t;"));
    if (word.empty() || word.find(computed) != word.npos) return {};
    const bool traditional = word.size() > 1 && std::isdigit(static_cast<unsigned char>(word[1]));
    if (traditional) return std::string(gcode::parse_line(word).command());
    const bool named = std::all_of(
        word.begin(), word.end(), [](unsigned char c) { return std::isalnum(c) || c == '_'; });
    return named && !std::isdigit(static_cast<unsigned char>(word[0])) ? base::upper_case(word)
                                                                       : std::string();
}

bool is_gcode(const Option& option) {
    return option.key == "gcode" || option.key.ends_with("_gcode");
}

class WordCheck {
  public:
    WordCheck(const Document& config, const std::vector<ModuleType>& types) : config_(config) {
        for (const ModuleType& type : types) note_module(*type.schema);
        for (const auto& command : printer::klipper_commands()) note_klipper(command);
        for (const Section& section : config.sections())
            if (section.type() == "gcode_macro") note_macro(section);
    }

    std::vector<config::Problem> run() {
        for (const Section& section : config_.sections())
            for (const Option& option : section.options)
                if (is_gcode(option)) check(section, option);
        return std::move(problems_);
    }

  private:
    void note_module(const printer::Schema& schema) {
        const bool there = schema.always || schema.early || any_section(schema);
        for (const printer::Command& command : schema.commands) {
            if (there)
                known_.insert(command.name);
            else
                needed_[command.name].insert(schema.sections.front());
        }
    }
    bool any_section(const printer::Schema& schema) const {
        return (!schema.companion_of.empty() && !config_.of_type(schema.companion_of).empty()) ||
               std::any_of(config_.sections().begin(),
                           config_.sections().end(),
                           [&](const Section& section) { return schema.serves(section.name); });
    }
    // Who has a section that we do not serve has been told so.
    void note_klipper(const printer::KlipperCommand& command) {
        const bool there =
            command.sections.empty() ||
            std::any_of(command.sections.begin(),
                        command.sections.end(),
                        [&](const std::string& type) { return !config_.of_type(type).empty(); });
        if (there)
            known_.insert(command.name);
        else
            needed_[command.name].insert(command.sections.begin(), command.sections.end());
    }
    void note_macro(const Section& section) {
        known_.insert(base::upper_case(section.title()));
        if (const Option* renamed = section.find("rename_existing"))
            known_.insert(base::upper_case(base::trim(renamed->value)));
    }

    void check(const Section& section, const Option& option) {
        std::set<std::string> said;
        for (const CommandWord& word : command_words(option)) {
            if (known_.contains(word.name) || !said.insert(word.name).second) continue;
            config::report(
                problems_,
                {word.place, "[" + section.name + "] " + option.key + ": " + complaint(word.name)});
        }
    }
    std::string complaint(const std::string& name) const {
        const auto found = needed_.find(name);
        if (found == needed_.end()) {
            const std::vector<std::string> names(known_.begin(), known_.end());
            return "Unknown command:\"" + name + "\"" +
                   printer::unknown_command_remedy(name, names);
        }
        std::string sections;
        for (const std::string& section : found->second)
            sections += (sections.empty() ? "[" : " or [") + section + "]";
        return name + " needs a section " + sections + "; add one, or remove the line";
    }

    const Document& config_;
    std::set<std::string> known_;
    std::map<std::string, std::set<std::string>> needed_;  // sections, by command
    std::vector<config::Problem> problems_;
};

}  // namespace

std::vector<CommandWord> command_words(const Option& option) {
    std::vector<CommandWord> words;
    const std::string text = Stripper().strip(option.value);
    std::size_t line = 0;
    for (std::string_view rest = text;; ++line) {
        const auto end = rest.find('\n');
        auto place = option.place;
        if (line < option.lines.size()) place.line = option.lines[line].line;
        if (auto name = command_of(rest.substr(0, end)); !name.empty())
            words.push_back({std::move(name), place});
        if (end == rest.npos) return words;
        rest.remove_prefix(end + 1);
    }
}

std::vector<config::Problem> check_command_words(const Document& config,
                                                 const std::vector<ModuleType>& types) {
    return WordCheck(config, types).run();
}

}  // namespace escapement::app
