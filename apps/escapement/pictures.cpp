// One layer from above, and everything from the side.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "escapement/pictures.hpp"

#include <filesystem>
#include <utility>

#include "escapement/output_file.hpp"
#include "sim/picture.hpp"

namespace escapement::app {
namespace {

constexpr double line_width_mm = 0.45;

// The layer in the middle of the print says most about it.
float typical_layer(const std::vector<sim::TrackPoint>& track) {
    const auto heights = sim::layer_heights(track);
    return heights.empty() ? 0.0F : heights[heights.size() / 2];
}

}  // namespace

base::Result<std::vector<std::string>> draw(const std::vector<sim::TrackPoint>& track,
                                            const std::string& folder) {
    std::error_code trouble;
    std::filesystem::create_directories(folder, trouble);
    if (trouble) return base::Error{folder + ": " + trouble.message()};
    const std::pair<std::string, std::string> pictures[] = {
        {folder + "/layer.svg", sim::draw_layer(track, typical_layer(track), line_width_mm)},
        {folder + "/side.svg", sim::draw_side(track)}};
    std::vector<std::string> names;
    for (const auto& [name, svg] : pictures) {
        if (auto written = write_file(name, svg); !written) return written.error();
        names.push_back(name);
    }
    return names;
}

}  // namespace escapement::app
