// A switch at the end of an axis that stops steppers when it closes.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>

#include "base/result.hpp"
#include "base/time.hpp"
#include "mcu/mcu.hpp"
#include "mcu/pin_spec.hpp"
#include "mcu/trigger_group.hpp"
#include "messages/endstop.hpp"

namespace escapement::mcu {

// Belongs to one thread; the microcontroller must outlive it.
class Endstop {
  public:
    // Before the microcontroller is configured.  Fails if the pin is not known or the firmware
    // lacks the commands.
    static base::Result<std::unique_ptr<Endstop>> make(Mcu& mcu, const PinSpec& pin);

    Mcu& mcu() const { return mcu_; }
    // Is stopped by the switch.  Before its microcontroller is configured.
    base::Result<void> add_stepper(StepperOut& stepper) { return group_->add_stepper(stepper); }
    const std::vector<StepperOut*>& steppers() const { return group_->steppers(); }

    struct Sampling {
        base::Seconds sample_time{0.000015};  // between samples that must agree
        int sample_count = 4;
        base::Seconds rest_time{0.001};  // between looks
        bool triggered = true;           // wait for the switch to close; false: to open
    };
    // Watches the switch from `when` on.  The completion tells when the steppers have been
    // stopped or something failed; valid until the next call.  Offline only home_wait()
    // completes it.
    runtime::Completion<bool>& home_start(base::PrintTime when, const Sampling& sampling);
    // Waits for the switch, at most until the movement ends, and stops watching.  The moment at
    // which the switch was hit, or nothing; offline the end of the movement.  Fails if a
    // microcontroller was out of touch.
    runtime::Task<base::Result<std::optional<base::PrintTime>>> home_wait(base::PrintTime end);
    // Stops the steppers now; home_wait() is still to come, and finds no trigger.
    void abandon() { group_->abandon(); }
    // Is it closed at that moment?  Offline, no.
    runtime::Task<base::Result<bool>> query(base::PrintTime when);

  private:
    using Home = Command<messages::EndstopHome>;
    Endstop(std::unique_ptr<TriggerGroup> group, messages::Oid oid, bool invert, const Home& home)
        : mcu_(group->mcu()), invert_(invert), oid_(oid), group_(std::move(group)), home_(home) {}

    Mcu& mcu_;
    bool invert_;
    messages::Oid oid_;
    std::unique_ptr<TriggerGroup> group_;
    Home home_;
    base::Ticks32 rest_ticks_{};
};

}  // namespace escapement::mcu
