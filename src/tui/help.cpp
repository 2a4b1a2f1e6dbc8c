// The tables of keys in columns, and below them the keys that are in no table.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tui/help.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>

#include "tui/bindings.hpp"
#include "tui/words.hpp"

namespace escapement::tui {

namespace {

constexpr int name_width = 10, entry_width = 26;

struct Entry {
    std::string_view name, label;
    bool applies = true;
};

constexpr std::array anywhere{
    Entry{"1 to 6", "a page"}, Entry{"Ctrl-C", "quit"}, Entry{"Ctrl-Z", "suspend"}};
constexpr std::array typing{Entry{"Enter", "sets, sends"},
                            Entry{"Esc", "leaves"},
                            Entry{"Tab", "completes"},
                            Entry{"↑↓", "earlier lines"},
                            Entry{"←→", "move"},
                            Entry{"Home End", "begin, end"}};
constexpr std::array asked{Entry{"y", "yes"}, Entry{"n Esc", "no"}, Entry{"1 to 4", "a preset"}};

std::string filled(std::string_view text, int width) {
    std::string cell(text);
    while (columns(cell) < width) cell += ' ';
    return cell;
}

void add_section(std::vector<Line>& lines,
                 std::string_view title,
                 const std::vector<Entry>& entries,
                 int width) {
    const auto count = static_cast<std::size_t>(std::max(width / entry_width, 1));
    lines.push_back({{std::string(title), strong_style}});
    for (std::size_t i = 0; i < entries.size(); ++i) {
        if (i % count == 0) lines.push_back({{" ", {}}});
        const auto& entry = entries[i];
        const Style key{Color::cyan, entry.applies, !entry.applies, false};
        const Style label{Color::usual, false, !entry.applies, false};
        lines.back().push_back({filled(entry.name, name_width), entry.applies ? key : label});
        lines.back().push_back({filled(entry.label, entry_width - name_width), label});
    }
}

std::vector<Entry> entries_of(const BindingGroup& group, const Model& model) {
    Model there;
    there.known = model.known;
    there.filter = model.filter;
    there.page = group.page;
    std::vector<Entry> entries;
    for (const auto& binding : group.bindings) {
        if (binding.shown == Shown::with_another) continue;
        const bool applies = binding.applies(there) && !is_refused(binding, there);
        entries.push_back({binding.name, binding.label, applies});
    }
    return entries;
}

template <std::size_t count>
std::vector<Entry> list_of(const std::array<Entry, count>& entries) {
    return {entries.begin(), entries.end()};
}

}  // namespace

std::vector<Line> help_lines(const Model& model, int width) {
    std::vector<Line> lines;
    const auto& groups = binding_groups();
    const auto is_here = [&](const BindingGroup& group) {
        return group.page == model.page_before_help;
    };
    for (const bool here : {true, false})
        for (const auto& group : groups)
            if (is_here(group) == here && group.page != Page::help)
                add_section(lines, group.title, entries_of(group, model), width);
    add_section(lines, "Besides", list_of(anywhere), width);
    add_section(lines, "In a line that is typed", list_of(typing), width);
    add_section(lines, "When something is asked", list_of(asked), width);
    return lines;
}

}  // namespace escapement::tui
