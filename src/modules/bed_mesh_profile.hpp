// A measured bed as it is kept in a configuration.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "modules/mesh_surface.hpp"
#include "printer/complaints.hpp"
#include "printer/context.hpp"
#include "printer/description.hpp"
#include "printer/section_name.hpp"

namespace escapement::modules {

// Lines of numbers separated by commas.
struct NumberRows {
    MeshMatrix rows;
};
inline base::Value to_value(const NumberRows& value) {
    return printer::to_value(value.rows);
}

// [bed_mesh NAME]: what BED_MESH_PROFILE LOAD=NAME uses.
class BedMeshProfile {
  public:
    // Of the format; others cannot be read.
    static constexpr int version = 1;

    struct Config : MeshShape {
        printer::SectionName section;
        int version = 0;
        NumberRows points;
    };
    static void describe(printer::Description<BedMeshProfile>& module);
    static void check(const Config& config, printer::Complaints& complaints);

    BedMeshProfile(const Config& config, printer::Context&) : config_(config) {}

    const std::string& name() const { return config_.section.title; }
    const MeshShape& shape() const { return config_; }
    const MeshMatrix& points() const { return config_.points.rows; }

  private:
    Config config_;
};

}  // namespace escapement::modules

namespace escapement::base {

template <>
struct Text<modules::NumberRows> {
    static constexpr std::string_view unit = "";
    static constexpr std::string_view kind = "list";
    static std::optional<modules::NumberRows> parse(std::string_view text);
    static std::string print(const modules::NumberRows& value);
};

}  // namespace escapement::base
