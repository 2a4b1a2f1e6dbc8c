// Hands on what is asked of the probe.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/current_probe.hpp"

#include "modules/z_steppers.hpp"
#include "printer/errors.hpp"

namespace escapement::modules {

void CurrentProbe::describe(printer::Description<CurrentProbe>& module) {
    module.section("current_probe").always().doc("The probe in use; has no options.");
}

void CurrentProbe::set(Prober& prober, const printer::SectionName& section) {
    if (prober_) throw section.error("", "there is another probe; a printer can have only one");
    prober_ = &prober;
}

void CurrentProbe::stop_motors_of(printer::Kinematics& kinematics) {
    if (!prober_) return;
    for (printer::Stepper* stepper : z_steppers(kinematics))
        prober_->device().add_stepper(*stepper);
}

runtime::Task<> CurrentProbe::lend(std::function<runtime::Task<>(const Descend&)> body) {
    if (!prober_) throw printer::CommandError("There is no probe; add a [probe] section");
    return prober_->lend(std::move(body));
}

runtime::Task<bool> CurrentProbe::query(base::PrintTime when) {
    if (!prober_) co_return false;
    co_return co_await prober_->query(when);
}

}  // namespace escapement::modules
