// The probe of the machine, of whatever kind, for all who probe.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "modules/prober.hpp"
#include "printer/context.hpp"
#include "printer/description.hpp"
#include "printer/endstops.hpp"
#include "printer/kinematics.hpp"

namespace escapement::modules {

// Belongs to the main thread.
class CurrentProbe final : public printer::HomingProbe {
  public:
    static void describe(printer::Description<CurrentProbe>& module);

    explicit CurrentProbe(printer::Context&) {}

    // This is it.  Throws ConfigError when there is one already.
    void set(Prober& prober, const printer::SectionName& section);
    // nullptr if there is none.
    Prober* prober() { return prober_; }
    const Prober* prober() const { return prober_; }
    // The probe stops the motors that move up and down.
    void stop_motors_of(printer::Kinematics& kinematics);

    runtime::Task<> lend(std::function<runtime::Task<>(const Descend&)> body) override;
    runtime::Task<bool> query(base::PrintTime when);

  private:
    Prober* prober_ = nullptr;
};

// The endstop pin "probe:z_virtual_endstop".  Belongs to the main thread.
class ProbeEndstop final : public printer::EndstopInput {
  public:
    explicit ProbeEndstop(CurrentProbe& current) : current_(current) {}

    printer::HomingProbe* probe() override { return &current_; }
    runtime::Task<bool> query(base::PrintTime when) override { return current_.query(when); }

    // The probe has its own motors, and does not wait for a switch.
    void add_stepper(printer::Stepper&) override {}
    const std::vector<printer::Stepper*>& steppers() const override { return none_; }
    void arm(base::PrintTime, base::Seconds) override {}
    void await(bool) override {}
    bool ended() const override { return true; }
    runtime::Task<std::optional<base::PrintTime>> disarm(base::PrintTime) override {
        co_return std::nullopt;
    }
    void abandon() override {}

  private:
    CurrentProbe& current_;
    std::vector<printer::Stepper*> none_;
};

}  // namespace escapement::modules
