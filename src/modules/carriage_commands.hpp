// Commands for machines whose carriages take turns, or whose motors can be told other carriages.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <optional>
#include <string>

#include "base/value.hpp"
#include "printer/context.hpp"
#include "printer/description.hpp"
#include "printer/dual_carriages.hpp"
#include "runtime/task.hpp"

namespace escapement::modules {

// SET_DUAL_CARRIAGE and its kin; exists where there is a dual carriage.  Belongs to the main
// thread.
class DualCarriageCommands {
  public:
    struct Status {
        base::Value carriages;
        std::optional<std::string> carriage_0;
        std::optional<std::string> carriage_1;
    };
    struct SetMode {
        std::optional<std::string> carriage;
        std::string mode = "PRIMARY";
    };
    struct Save {
        std::string name = "default";
    };
    struct Restore {
        std::string name = "default";
        int move = 1;
        std::optional<base::Speed> move_speed;
    };
    static void describe(printer::Description<DualCarriageCommands>& module);

    explicit DualCarriageCommands(printer::Context& context) : context_(context) {}

    Status status() const;

  private:
    printer::DualCarriages& carriages() const;
    runtime::Task<> set_mode(const SetMode& request);
    void save(const Save& request);
    runtime::Task<> restore(const Restore& request);
    std::size_t member_named(const std::string& name) const;

    printer::Context& context_;
    std::map<std::string, printer::DualCarriages::State> saved_;
};

// SET_STEPPER_CARRIAGES; exists where there are [carriage] sections.  Belongs to the main thread.
class StepperCarriageCommands {
  public:
    struct SetCarriages {
        std::string stepper;
        std::string carriages;
        int disable_checks = 0;
    };
    static void describe(printer::Description<StepperCarriageCommands>& module);

    explicit StepperCarriageCommands(printer::Context& context) : context_(context) {}

  private:
    runtime::Task<> set_carriages(const SetCarriages& request);

    printer::Context& context_;
};

}  // namespace escapement::modules
