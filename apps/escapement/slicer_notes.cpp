// Recognising the comments.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "escapement/slicer_notes.hpp"

#include "base/text.hpp"

namespace escapement::app {
namespace {

// What follows the prefix, without blanks around it.
std::optional<std::string_view> behind(std::string_view comment, std::string_view prefix) {
    if (!comment.starts_with(prefix)) return std::nullopt;
    return base::trim(comment.substr(prefix.size()));
}

std::optional<std::string_view> behind_any(std::string_view comment,
                                           std::initializer_list<std::string_view> prefixes) {
    for (const auto prefix : prefixes)
        if (const auto rest = behind(comment, prefix)) return rest;
    return std::nullopt;
}

// "layer 12, Z = 2.400"
std::optional<double> height_in(std::string_view layer) {
    const auto equals = layer.find("Z =");
    if (equals == std::string_view::npos) return std::nullopt;
    return base::parse_number(layer.substr(equals + 3));
}

}  // namespace

void SlicerNotes::see(std::string_view line) {
    if (line.starts_with(';')) see_comment(base::trim(line.substr(1)));
}

void SlicerNotes::begin_layer() {
    ++layer_;
    z_.reset();
}

void SlicerNotes::see_comment(std::string_view comment) {
    if (const auto name = behind_any(comment, {"TYPE:", "FEATURE:", "feature "})) {
        feature_ = *name;
    } else if (comment == "LAYER_CHANGE" || comment == "CHANGE_LAYER" ||
               comment.starts_with("LAYER:")) {
        begin_layer();
    } else if (comment.starts_with("layer ")) {
        begin_layer();
        z_ = height_in(comment);
    } else if (const auto height = behind_any(comment, {"Z:", "Z_HEIGHT:"})) {
        z_ = base::parse_number(*height);
    }
}

}  // namespace escapement::app
