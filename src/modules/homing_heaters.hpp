// Heaters are off while motors home, for endstops that their currents disturb.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "printer/complaints.hpp"
#include "printer/context.hpp"
#include "printer/description.hpp"
#include "printer/events.hpp"
#include "printer/heater.hpp"

namespace escapement::modules {

// [homing_heaters].  Belongs to the main thread.
class HomingHeaters {
  public:
    struct Config {
        printer::SectionName section;
        std::vector<std::string> heaters;   // all if none is named
        std::vector<std::string> steppers;  // any if none is named
    };
    static void describe(printer::Description<HomingHeaters>& module);
    static void check(const Config& config, printer::Complaints& complaints);

    HomingHeaters(const Config& config, printer::Context& context);

  private:
    void switch_off(const printer::ApproachBegins& approach);
    void switch_on(const printer::ApproachEnds& approach);
    bool concerns(const std::vector<printer::NamedEndstop>& endstops) const;

    const Config config_;
    printer::Context& context_;
    std::vector<std::pair<printer::Heater*, double>> targets_;
    printer::Signal<printer::ApproachBegins>::Connection begins_;
    printer::Signal<printer::ApproachEnds>::Connection ends_;
};

}  // namespace escapement::modules
