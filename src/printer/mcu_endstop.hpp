// An endstop on a real or simulated microcontroller.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>

#include "printer/endstops.hpp"
#include "runtime/completion.hpp"

namespace escapement::mcu {
class Endstop;
}

namespace escapement::printer {

// Belongs to the main thread.
class McuEndstop : public EndstopInput {
  public:
    explicit McuEndstop(std::unique_ptr<mcu::Endstop> device, std::string wiring = {});
    ~McuEndstop() override;

    mcu::Endstop& device() { return *device_; }

    // Throws ConfigError if the stepper cannot be stopped by this endstop.
    void add_stepper(Stepper& stepper) override;
    const std::vector<Stepper*>& steppers() const override { return steppers_; }
    void arm(base::PrintTime start, base::Seconds rest) override;
    void await(bool closed) override { awaits_closed_ = closed; }
    bool ended() const override { return !ended_ || ended_->done(); }
    runtime::Task<std::optional<base::PrintTime>> disarm(base::PrintTime end) override;
    void abandon() override;
    runtime::Task<bool> query(base::PrintTime when) override;
    std::string wiring() const override { return wiring_; }

  private:
    void refuse_split_axis(Stepper& stepper) const;

    std::unique_ptr<mcu::Endstop> device_;
    const std::string wiring_;
    std::vector<Stepper*> steppers_;
    bool awaits_closed_ = true;
    runtime::Completion<bool>* ended_ = nullptr;
};

}  // namespace escapement::printer
