// Looks for the comments that slicers leave at each layer.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gcode/outline.hpp"

#include <algorithm>
#include <string_view>

#include "base/text.hpp"

namespace escapement::gcode {
namespace {

constexpr std::size_t most_layers = 1'000'000;

// The comment of a line that holds nothing else, without its ';' and blanks.
std::optional<std::string_view> whole_comment(std::string_view line) {
    const auto text = base::trim(line);
    if (!text.starts_with(';')) return std::nullopt;
    return base::trim(text.substr(1));
}

// What follows `label` in `comment`, if it begins with it.
std::optional<std::string_view> after(std::string_view label, std::string_view comment) {
    if (!comment.starts_with(label)) return std::nullopt;
    return comment.substr(label.size());
}

// Slicers mark layers each in their way, and profiles sometimes in a second one as well.
enum class LayerMark {
    none,
    named,      // "LAYER_CHANGE", "CHANGE_LAYER": PrusaSlicer, OrcaSlicer and their kin
    numbered,   // "LAYER:12": Cura, ideaMaker
    described,  // "layer 12, Z = 2.400": Simplify3D
    object,     // "BEGIN_LAYER_OBJECT z=2.400": KISSlicer
};

LayerMark layer_mark(std::string_view comment) {
    if (comment == "LAYER_CHANGE" || comment == "CHANGE_LAYER") return LayerMark::named;
    if (const auto number = after("LAYER:", comment))
        return base::parse_whole(*number) ? LayerMark::numbered : LayerMark::none;
    if (const auto text = after("layer ", comment))
        if (const auto z = text->find(", Z ="); z != text->npos)
            return base::parse_whole(text->substr(0, z)) ? LayerMark::described : LayerMark::none;
    return comment.starts_with("BEGIN_LAYER_OBJECT z=") ? LayerMark::object : LayerMark::none;
}

// That stands in the mark itself.
std::optional<double> height_in(std::string_view mark) {
    const auto sign = mark.find('=');
    if (sign == mark.npos) return std::nullopt;
    return base::parse_number(base::trim(mark.substr(sign + 1)));
}

// "1d 2h 3m 4s", any of them left out.
std::optional<base::Seconds> parse_duration(std::string_view text) {
    double total = 0.0;
    bool found = false;
    while (!(text = base::trim(text)).empty()) {
        const auto unit = text.find_first_of("dhms");
        if (unit == std::string_view::npos) return std::nullopt;
        const auto count = base::parse_number(text.substr(0, unit));
        if (!count || *count < 0.0) return std::nullopt;
        const char name = text[unit];
        total += *count * (name == 'd' ? 86400 : name == 'h' ? 3600 : name == 'm' ? 60 : 1);
        found = true;
        text.remove_prefix(unit + 1);
    }
    return found ? std::optional(base::Seconds{total}) : std::nullopt;
}

std::optional<base::Seconds> read_estimate(std::string_view comment) {
    if (const auto text = after("estimated printing time (normal mode) =", comment))
        return parse_duration(*text);
    if (const auto text = after("TIME:", comment))
        if (const auto number = base::parse_number(*text); number && *number >= 0.0)
            return base::Seconds{*number};
    return std::nullopt;
}

// The next object of a layer does not begin another one.
void note_layer(Outline& outline, std::string_view comment, const SourceLine& line) {
    auto& layers = outline.layers;
    const auto height = height_in(comment);
    const bool the_same = height && !layers.empty() && layers.back().z == height;
    if (!the_same && layers.size() < most_layers)
        layers.push_back({line.number, line.begin, height});
}

void note_comment(Outline& outline, std::string_view comment) {
    if (const auto z = after("Z:", comment)) {
        if (!outline.layers.empty() && !outline.layers.back().z)
            outline.layers.back().z = base::parse_number(*z);
    } else if (const auto estimate = read_estimate(comment); estimate && !outline.estimate) {
        outline.estimate = estimate;
    }
}

}  // namespace

Outline read_outline(Source& source) {
    Outline outline;
    LayerMark usual = LayerMark::none;
    while (true) {
        auto next = source.next();
        if (!next) outline.broken_off = std::move(next.error());
        if (!next || !*next) return outline;
        const SourceLine& line = **next;
        outline.lines = line.number;
        outline.bytes = line.end;
        if (const auto comment = whole_comment(line.text)) {
            const LayerMark mark = layer_mark(*comment);
            if (usual == LayerMark::none) usual = mark;
            if (mark == LayerMark::none)
                note_comment(outline, *comment);
            else if (mark == usual)
                note_layer(outline, *comment, line);
        } else if (!base::trim(line.text).empty()) {
            ++outline.commands;
        }
    }
}

std::size_t Outline::layer_of(std::uint64_t line) const {
    const auto behind = std::upper_bound(
        layers.begin(), layers.end(), line, [](std::uint64_t wanted, const Layer& layer) {
            return wanted < layer.first_line;
        });
    return static_cast<std::size_t>(behind - layers.begin());
}

}  // namespace escapement::gcode
