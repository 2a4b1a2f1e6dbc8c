// Duet's Smart Effector: a nozzle that feels the bed.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <vector>

#include "modules/probe.hpp"
#include "printer/context.hpp"
#include "printer/description.hpp"

namespace escapement::mcu {
class DigitalOut;
}

namespace escapement::modules {

// The bits that tell the effector these bytes, each lasting a millisecond.  Source: its firmware,
// github.com/Duet3D/SmartEffectorFirmware.
std::vector<bool> effector_bits(const std::vector<int>& bytes);

// A switch probe that is careful: it rests before it goes down, slowly speeding up.
class EffectorProbe : public SwitchProbe {
  public:
    struct Config : SwitchProbe::Config {
        double probe_accel = 0.0;  // mm/s^2; zero: as always
        base::Seconds recovery_time{0.4};
        std::optional<printer::PinName> control_pin;
    };
    EffectorProbe(const Config& config, printer::Context& context);

    runtime::Task<ProbeResult> descend(const Descent& descent) override;

  protected:
    ~EffectorProbe() override = default;
    base::Accel accel_;
    base::Seconds recovery_;

  private:
    printer::Context& context_;
};

// [smart_effector].  Belongs to the main thread.
class SmartEffector final : private EffectorProbe, public ProbeModule {
  public:
    using Config = EffectorProbe::Config;
    struct Set {
        std::optional<int> sensitivity;
        std::optional<double> accel, recovery_time;
    };
    static void describe(printer::Description<SmartEffector>& module);

    SmartEffector(const Config& config, printer::Context& context);

  private:
    runtime::Task<> set(const Set& request);
    runtime::Task<> reset();
    bool has_control() const { return control_ != nullptr; }
    runtime::Task<> tell(std::vector<int> bytes);

    printer::Context& context_;
    mcu::DigitalOut* control_ = nullptr;
};

}  // namespace escapement::modules
