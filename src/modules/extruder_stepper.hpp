// A further motor that pushes filament along with an extruder.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "modules/filament_drive.hpp"

namespace escapement::modules {

// [extruder_stepper NAME].  Belongs to the main thread.
class ExtruderStepper final : public FilamentDrive {
  public:
    struct Config : FilamentDriveConfig {
        std::string extruder;
    };
    struct Status : FilamentDriveStatus {};
    static void describe(printer::Description<ExtruderStepper>& module);
    static void check(const Config& config, printer::Complaints& complaints);

    ExtruderStepper(const Config& config, printer::Context& context);

    Status status() const;
};

}  // namespace escapement::modules
