// The command side of one stepper motor: direction, runs of steps, position.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <optional>

#include "base/result.hpp"
#include "base/time.hpp"
#include "mcu/mcu.hpp"
#include "mcu/pin_spec.hpp"
#include "messages/stepper.hpp"

namespace escapement::mcu {

// What a queue_step says.
struct StepRunCommand {
    std::uint32_t interval = 0;
    std::uint16_t count = 0;
    std::int16_t add = 0;
};

// Belongs to one thread; the microcontroller must outlive it.
class StepperOut {
  public:
    struct Settings {
        PinSpec step_pin;
        PinSpec dir_pin;
        // Each pulse lasts at least this long; what suits most drivers if not given.
        std::optional<base::Seconds> step_pulse;
        // The driver steps on both edges, if the board can do that and it is worth it.
        bool both_edges = false;
    };
    // Before the microcontroller is configured.  Fails if a pin is not known or the firmware
    // lacks the commands.
    static base::Result<std::unique_ptr<StepperOut>> make(Mcu& mcu, const Settings& settings);

    Mcu& mcu() const { return mcu_; }
    messages::Oid oid() const { return oid_; }
    // How long each pulse lasts, and whether both of its edges are steps.
    base::Seconds step_pulse() const;
    bool steps_on_both_edges() const;
    // Until the microcontroller is configured: what the driver prefers, if the configuration
    // leaves it open.
    void prefer(base::Seconds step_pulse, bool both_edges);

    // Steps from here on go this way.
    void direction(bool forward);
    // Steps at these clocks: first and last are those of the run's first and last step.
    void run(const StepRunCommand& run, base::McuClock first, base::McuClock last);
    // The next run counts from this clock.  Not while steps are queued.
    void reset_clock(base::McuClock clock);
    bool dir_inverted() const { return invert_dir_; }
    void set_dir_inverted(bool inverted) { invert_dir_ = inverted; }

    // Where the board has counted to, forward positive.  Not offline.
    runtime::Task<base::Result<std::int64_t>> position();

  private:
    struct Commands {
        Command<messages::ConfigStepper> config;
        Command<messages::QueueStep> queue_step;
        Command<messages::SetNextStepDir> set_dir;
        Command<messages::ResetStepClock> reset_clock;
    };
    struct Pins {
        messages::PinNumber step, dir;
    };
    StepperOut(Mcu& mcu, const Settings& settings, const Commands& commands, const Pins& pins);
    void build();

    Mcu& mcu_;
    Settings settings_;
    Commands commands_;
    Pins pins_;
    messages::Oid oid_;
    StepQueue::Lane& lane_;
    bool invert_dir_;
    base::McuClock last_clock_{};
};

}  // namespace escapement::mcu
