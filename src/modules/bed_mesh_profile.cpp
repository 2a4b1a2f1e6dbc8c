// Reading a profile's numbers.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/bed_mesh_profile.hpp"

#include <algorithm>

namespace escapement::modules {

void BedMeshProfile::check(const Config& config, printer::Complaints& complaints) {
    if (config.version != version) {
        complaints.add("version",
                       "must be " + std::to_string(version) +
                           ": the profile comes from another version of bed_mesh; delete it and "
                           "measure the bed again");
        return;
    }
    complaints.attempt({"points",
                        "x_count",
                        "y_count",
                        "mesh_x_pps",
                        "mesh_y_pps",
                        "algo",
                        "min_x",
                        "max_x",
                        "min_y",
                        "max_y"},
                       [&] {
                           const auto what = MeshSurface::complaint(config, config.points.rows);
                           if (!what.empty()) throw config.section.error("points", what);
                       });
}

void BedMeshProfile::describe(printer::Description<BedMeshProfile>& module) {
    module.section("bed_mesh").named().doc("A measured bed that BED_MESH_PROFILE can load.");
    module.option<&Config::version>("Of the profile's format: 1.");
    module.option<&Config::points>("Heights, a line for each row of points.").required();
    module.option<&Config::min_x>("Place of the first column.").required();
    module.option<&Config::max_x>("Place of the last column.").required();
    module.option<&Config::min_y>("Place of the first row.").required();
    module.option<&Config::max_y>("Place of the last row.").required();
    module.option<&Config::x_count>("Points in a row.").required();
    module.option<&Config::y_count>("Rows.").required();
    module.option<&Config::mesh_x_pps>("Points computed between two in a row.").required();
    module.option<&Config::mesh_y_pps>("Points computed between two rows.").required();
    module.option<&Config::algo>("lagrange, bicubic or direct.").required();
    module.option<&Config::tension>("How tight the curves of bicubic are.").required();
}

}  // namespace escapement::modules

namespace escapement::base {

std::optional<modules::NumberRows> Text<modules::NumberRows>::parse(std::string_view text) {
    modules::NumberRows value;
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        const auto line = trim(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
        if (line.empty()) continue;
        auto row = Text<std::vector<double>>::parse(line);
        if (!row) return std::nullopt;
        value.rows.push_back(std::move(*row));
    }
    return value;
}

std::string Text<modules::NumberRows>::print(const modules::NumberRows& value) {
    std::string text;
    for (const auto& row : value.rows) text += "\n" + Text<std::vector<double>>::print(row);
    return text;
}

}  // namespace escapement::base
