// What becomes of a print when a line of its file fails.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "base/time.hpp"
#include "printer/complaints.hpp"
#include "printer/context.hpp"
#include "printer/description.hpp"
#include "printer/errors.hpp"

namespace escapement::modules {

// [error_policy]; without it every error ends the print.
class ErrorPolicy {
  public:
    enum class Wish { cancel, pause, warn };

    struct Config {
        std::string move_out_of_range = "cancel";
        std::string macro_error = "cancel";
        std::string command_error = "cancel";
        std::string heater_fault = "shutdown";
        std::string sensor_excursion = "shutdown";
        base::Seconds sensor_excursion_time{5.0};
    };
    static void describe(printer::Description<ErrorPolicy>& module);
    static void check(const Config& config, printer::Complaints& complaints);

    ErrorPolicy(Config config, printer::Context& context)
        : config_(std::move(config)), context_(context) {}

    Wish wish_for(const printer::CommandError& error) const;
    // A heater does not heat as it should.  True if that need not shut the printer down: then the
    // print is paused or cancelled soon, and the heater is to be switched off.
    bool forgives_heater_fault() const;
    // How long a sensor may be outside of its range; zero if the printer stops as soon as that is
    // certain.
    base::Seconds bears_excursions() const;
    // Says so, and pauses or cancels the print soon if that is wished.
    void note_excursion(const std::string& what) const;

  private:
    const std::string& option_for(const printer::CommandError& error) const;

    Config config_;
    printer::Context& context_;
};

}  // namespace escapement::modules
