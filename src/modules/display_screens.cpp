// Reading places and pictures, and joining what is built in with what is configured.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/display_screens.hpp"

#include <algorithm>
#include <sstream>
#include <tuple>

#include "base/assert.hpp"
#include "base/text.hpp"
#include "modules/display_builtin.hpp"
#include "printer/module.hpp"
#include "printer/options.hpp"

namespace escapement::modules {
namespace {

constexpr int small_width = 5, picture_size = 16;

struct Place {
    int row = 0;
    int column = 0;
};

std::optional<Place> read_place(const std::string& text) {
    const auto parts = printer::split_list(text);
    constexpr std::size_t both = 2;
    if (parts.size() != both) return std::nullopt;
    const auto row = base::Text<int>::parse(parts[0]);
    const auto column = base::Text<int>::parse(parts[1]);
    if (!row || !column) return std::nullopt;
    return Place{*row, *column};
}

// Rows of dots, the highest of `width` bits on the left.  Fails with what is wrong.
base::Result<std::vector<std::uint16_t>> read_dots(const std::string& text,
                                                   int width,
                                                   std::size_t height) {
    std::vector<std::uint16_t> lines;
    std::istringstream words(text);
    for (std::string word; words >> word;) {
        unsigned bits = 0;
        for (const char dot : word) {
            if (dot != '.' && dot != '*' && dot != '0' && dot != '1')
                return base::Error{"has '" + word + "'; a line is made of '.' and '*'"};
            bits = bits << 1U | (dot == '*' || dot == '1' ? 1U : 0U);
        }
        if (word.size() != static_cast<std::size_t>(width))
            return base::Error{"a line must have " + std::to_string(width) + " dots ('" + word +
                               "' has " + std::to_string(word.size()) + ")"};
        lines.push_back(static_cast<std::uint16_t>(bits));
    }
    if (lines.size() != height)
        return base::Error{"must have " + std::to_string(height) + " lines (has " +
                           std::to_string(lines.size()) + ")"};
    return lines;
}

auto read_picture(const std::string& text) {
    return read_dots(text, picture_size, picture_size);
}
auto read_small(const std::string& text) {
    constexpr std::size_t small_height = 8;
    return read_dots(text, small_width, small_height);
}

// From texts that are known to be well.
Glyph make_glyph(const std::string& picture, const std::string& small, int slot) {
    Glyph glyph;
    if (!picture.empty()) {
        const auto lines = *read_picture(picture);
        glyph.picture.emplace();
        std::copy(lines.begin(), lines.end(), glyph.picture->begin());
    }
    if (!small.empty()) {
        const auto lines = *read_small(small);
        glyph.small.emplace();
        glyph.small->slot = slot;
        std::transform(lines.begin(), lines.end(), glyph.small->rows.begin(), [](auto line) {
            return static_cast<std::uint8_t>(line);
        });
    }
    return glyph;
}

template <class T>
std::vector<const T*> all_of(const printer::Modules& modules) {
    std::vector<const T*> found;
    for (const auto& module : modules.all())
        if (module.type->type == typeid(T))
            found.push_back(static_cast<const T*>(module.object.get()));
    return found;
}

printer::ScriptTemplate compile(std::string_view text, const printer::SectionName& section) {
    printer::ScriptTemplate made(text);
    const auto problem = made.settle(section, "text");
    ASSERT(!problem);
    return made;
}

}  // namespace

void DisplayData::describe(printer::Description<DisplayData>& module) {
    module.section("display_data").named().doc("A text on displays: [display_data GROUP ITEM].");
    module.option<&Config::position>("Row and column, from 0: 1, 10.").required();
    module.option<&Config::text>("A template; ~name~ in what it prints is a picture.").required();
}

void DisplayData::check(const Config& config, printer::Complaints& complaints) {
    const auto& title = config.section.title;
    if (std::count(title.begin(), title.end(), ' ') != 1)
        complaints.add("", "needs a group and a name: [display_data GROUP ITEM]");
    if (complaints.none_about({"position"}) && !read_place(config.position))
        complaints.add("position", "must be a row and a column, as in 1, 10");
}

void DisplayGlyph::describe(printer::Description<DisplayGlyph>& module) {
    module.section("display_glyph").named().doc("A picture for displays.");
    module.option<&Config::data>("16 lines of 16 dots: '.' or '*'.");
    module.option<&Config::hd44780_data>("8 lines of 5 dots, for displays of characters.");
    module.option<&Config::hd44780_slot>("Where such a display keeps it.").at_least(0).at_most(7);
}

void DisplayGlyph::check(const Config& config, printer::Complaints& complaints) {
    const auto& section = complaints.section();
    if (section.gives("data"))
        if (const auto dots = read_picture(config.data); !dots)
            complaints.add("data", dots.error().what);
    if (!section.gives("hd44780_data")) return;
    complaints.require("hd44780_slot", ", as hd44780_data is");
    if (const auto dots = read_small(config.hd44780_data); !dots)
        complaints.add("hd44780_data", dots.error().what);
}

DisplayGlyph::DisplayGlyph(const Config& config, printer::Context&)
    : name_(config.section.title),
      glyph_(make_glyph(config.data, config.hd44780_data, config.hd44780_slot)) {}

void DisplayScreens::describe(printer::Description<DisplayScreens>& module) {
    module.section("display_screens").companion_of("display").doc("What displays show.");
}

DisplayScreens::DisplayScreens(printer::Context& context) {
    add_builtin(context);
    for (const auto* data : all_of<DisplayData>(context.modules)) {
        const auto& config = data->config();
        const auto& title = config.section.title;
        const auto blank = title.find(' ');
        const auto place = *read_place(config.position);
        add_item(title.substr(0, blank),
                 {title.substr(blank + 1), {place.row, place.column, config.text}});
    }
    for (const auto* picture : all_of<DisplayGlyph>(context.modules)) {
        Glyph& glyph = glyphs_[picture->name()];
        if (picture->glyph().picture) glyph.picture = picture->glyph().picture;
        if (picture->glyph().small) glyph.small = picture->glyph().small;
    }
    for (const auto& [group, items] : named_)
        for (const auto& [name, item] : items)
            if (!item.text.empty()) groups_[group].push_back(item);
    for (auto& [name, group] : groups_)
        std::stable_sort(group.begin(), group.end(), [](const Item& a, const Item& b) {
            return std::tie(a.row, a.column) < std::tie(b.row, b.column);
        });
}

void DisplayScreens::add_builtin(printer::Context& context) {
    for (const auto& [name, parameter, value, text] : builtin_templates()) {
        DisplayTemplate::Config config;
        config.section.title = name;
        config.section.full = "display_template " + config.section.title;
        config.text = compile(text, config.section);
        if (!parameter.empty()) config.params.emplace_back(parameter, value);
        templates_[config.section.title] = std::make_unique<DisplayTemplate>(config, context);
    }
    for (const auto& item : builtin_items()) {
        printer::SectionName section;
        section.title = std::string(item.group) + " " + std::string(item.name);
        section.full = "display_data " + section.title;
        add_item(std::string(item.group),
                 {std::string(item.name), {item.row, item.column, compile(item.text, section)}});
    }
    for (const auto& glyph : builtin_glyphs())
        glyphs_[std::string(glyph.name)] =
            make_glyph(std::string(glyph.picture), std::string(glyph.small), glyph.slot);
}

// A later one replaces an earlier one of the same name.
void DisplayScreens::add_item(const std::string& group, NamedItem item) {
    auto& items = named_[group];
    const auto same = std::find_if(items.begin(), items.end(), [&](const NamedItem& known) {
        return known.name == item.name;
    });
    if (same == items.end())
        items.push_back(std::move(item));
    else
        *same = std::move(item);
}

const DisplayScreens::Group* DisplayScreens::find_group(const std::string& name) const {
    const auto found = groups_.find(name);
    return found == groups_.end() ? nullptr : &found->second;
}

std::vector<std::string> DisplayScreens::group_names() const {
    std::vector<std::string> names;
    for (const auto& [name, group] : groups_) names.push_back(name);
    return names;
}

const DisplayTemplate* DisplayScreens::find_template(const std::string& name) const {
    const auto found = templates_.find(name);
    return found == templates_.end() ? nullptr : found->second.get();
}

}  // namespace escapement::modules
