// Questions and menus are wrapped; a line that is typed moves so that its cursor is seen.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tui/foot.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "tui/bindings.hpp"
#include "tui/completion.hpp"
#include "tui/words.hpp"

namespace escapement::tui {

namespace {

constexpr Style key_style{Color::cyan, true, false, false};

int width_of(const Line& line) {
    int width = 0;
    for (const auto& span : line) width += columns(span.text);
    return width;
}

void append(Line& line, const Line& more) {
    line.insert(line.end(), more.begin(), more.end());
}

std::string blanks(int count) {
    return std::string(static_cast<std::size_t>(std::max(count, 0)), ' ');
}

// --- Questions.

std::vector<Line> question_lines(const Model& model, int rows) {
    constexpr Style style{Color::yellow, true, false, true};
    const int width = model.size.width;
    const std::string answers = "y yes  n no";
    auto texts = wrapped(model.question->text, std::max(width - 1, 1), rows);
    // The answers are never what is cut.
    const int room = width - 1 - columns(texts.back());
    if (room >= columns(answers) + 3)
        texts.back() += "  " + answers;
    else if (static_cast<int>(texts.size()) < rows)
        texts.push_back(answers);
    else
        texts.back() = shortened(texts.back(), width - columns(answers) - 3) + "  " + answers;
    std::vector<Line> lines;
    for (const auto& text : texts)
        lines.push_back({{" " + text + blanks(width - 1 - columns(text)), style}});
    return lines;
}

// --- A line that is typed.

// What is seen of it in so many columns, the cursor always; it may be behind the last glyph.
struct Window {
    std::size_t first = 0;
    std::u32string glyphs;
};

Window window_of(const std::u32string& text, std::size_t cursor, std::size_t room) {
    const auto length = text.size() + 1;  // with a place for the cursor
    const auto last = length > room ? length - room : 0;
    const auto before = 2 * room / 3;  // glyphs that are kept in front of the cursor
    Window window{std::min(cursor > before ? cursor - before : 0, last), {}};
    window.glyphs = text.substr(window.first, room);
    const bool more = window.first + room < text.size();
    if (window.first > 0 && !window.glyphs.empty()) window.glyphs.front() = U'…';
    if (more && window.glyphs.size() > 1) window.glyphs.back() = U'…';
    return window;
}

Line prompt_line(const Prompt& prompt, int width) {
    const auto label = prompt.label + ": ";
    const auto text = decode(prompt.editor.text());
    const auto cursor = prompt.editor.cursor();
    const auto room = static_cast<std::size_t>(std::max(width - columns(label), 1));
    auto [first, glyphs] = window_of(text, cursor, room);
    const auto at = std::min(cursor - std::min(cursor, first), room - 1);
    if (at >= glyphs.size()) glyphs += U' ';
    Line line{{label, strong_style},
              {encode(glyphs.substr(0, at)), {}},
              {encode(glyphs[at]), {Color::usual, false, false, true}},
              {encode(glyphs.substr(at + 1)), {}}};
    std::string_view help;
    if (prompt.kind == Prompt::Kind::gcode)
        help = command_help(prompt.editor.text());
    else if (prompt.kind != Prompt::Kind::filter)
        help = "Enter sets, Esc leaves";
    if (!help.empty() && width_of(line) + 3 < width)
        line.push_back(
            {"   " + shortened(std::string(help), width - width_of(line) - 3), label_style});
    return line;
}

// --- Presets.

std::vector<Line> preset_lines(const Model& model) {
    std::vector<Line> lines{{{"preset: ", strong_style}}};
    for (std::size_t i = 0; i < model.presets.size(); ++i) {
        const auto& preset = model.presets[i];
        std::string text = " " + preset.name;
        if (preset.hotend > 0.0)
            text += " " + number_text(preset.hotend, 0) + "/" + number_text(preset.bed, 0);
        const Line item{{std::to_string(i + 1), key_style}, {text, {}}};
        if (width_of(lines.back()) + width_of(item) > model.size.width)
            lines.push_back({{" ", {}}});
        append(lines.back(), item);
        lines.back().push_back({"  ", {}});
    }
    const Line way_out{{"Esc", key_style}, {" leaves", label_style}};
    if (width_of(lines.back()) + width_of(way_out) <= model.size.width)
        append(lines.back(), way_out);
    return lines;
}

// --- Keys.

Line hint(const Binding& binding) {
    return {{std::string(binding.name), key_style},
            {" ", {}},
            {std::string(binding.label), label_style}};
}

bool is_general(const Binding& binding) {
    return binding.action == Action::help || binding.action == Action::stop_everything ||
           binding.action == Action::type_gcode;
}

// As many as fit into a row, and always those that help everywhere, at its end.
Line hint_line(const Model& model) {
    constexpr int gap = 2;
    Line left, general;
    for (const auto* binding : applicable(model))
        if (is_general(*binding)) {
            if (!general.empty()) general.push_back({blanks(gap), {}});
            append(general, hint(*binding));
        }
    const int end = model.size.width - width_of(general);
    const auto add = [&](const Binding& binding) {
        const auto next = hint(binding);
        if (width_of(left) + width_of(next) + gap > end) return;
        append(left, next);
        left.push_back({blanks(gap), {}});
    };
    const auto all = applicable(model);
    for (const auto* binding : all)
        if (binding->shown == Shown::everywhere && binding->action != Action::quit &&
            !is_general(*binding) && !is_refused(*binding, model))
            add(*binding);
    for (const auto* binding : all)
        if (binding->action == Action::quit) add(*binding);
    left.push_back({blanks(end - width_of(left)), {}});
    append(left, general);
    return left;
}

}  // namespace

std::vector<Line> foot_lines(const Model& model) {
    const int rows = std::max(model.size.height / 2, 1);
    std::vector<Line> lines;
    if (model.question)
        lines = question_lines(model, rows);
    else if (model.prompt)
        lines = {prompt_line(*model.prompt, model.size.width)};
    else if (model.presets_open)
        lines = preset_lines(model);
    else
        lines = {hint_line(model)};
    if (static_cast<int>(lines.size()) > rows) lines.resize(static_cast<std::size_t>(rows));
    return lines;
}

}  // namespace escapement::tui
