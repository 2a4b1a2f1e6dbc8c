// Homes z over a place where that is safe.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "modules/homing.hpp"
#include "printer/complaints.hpp"
#include "printer/context.hpp"
#include "printer/description.hpp"
#include "printer/toolhead.hpp"

namespace escapement::modules {

// [safe_z_home].  Belongs to the main thread.
class SafeZHome {
  public:
    struct Config {
        printer::SectionName section;
        std::vector<double> home_xy_position;
        base::Length z_hop{0.0};
        base::Speed z_hop_speed{15.0};
        base::Speed speed{50.0};
        bool move_to_previous = false;
    };
    static void describe(printer::Description<SafeZHome>& module);
    static void check(const Config& config, printer::Complaints& complaints);

    SafeZHome(const Config& config, printer::Context& context);

  private:
    runtime::Task<> home(printer::AxisSet axes);
    runtime::Task<> home_z();
    void hop();
    void hop_from_anywhere();
    void lift();
    printer::Toolhead& toolhead();

    Config config_;
    printer::Context& context_;
    HomingModule& homing_;
};

}  // namespace escapement::modules
