// The screws under a bed, as sections list them: screw1, screw1_name and so on.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "modules/bed_mesh_points.hpp"
#include "printer/complaints.hpp"
#include "printer/section_name.hpp"

namespace escapement::modules {

struct Screw {
    BedPlace place{};
    std::string name;
    std::optional<BedPlace> fine_adjust;
};

// Options by name, as a family of them is read.
using ScrewOptions = std::vector<std::pair<std::string, std::string>>;

// Throws ConfigError when a place is not X, Y, when numbers leave a gap, or when there are fewer
// than three.
std::vector<Screw> read_screws(const ScrewOptions& options, const printer::SectionName& section);
void check_screws(const ScrewOptions& options, printer::Complaints& complaints);

// "screw at 10.000,20.000"
std::string screw_name(const BedPlace& place);

}  // namespace escapement::modules
