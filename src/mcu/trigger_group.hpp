// Stops steppers, on one microcontroller or several, when one thing triggers.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// 1. Each microcontroller concerned has a trsync: armed, it waits for a trigger and stops its
//    steppers then.  It triggers by itself when nobody extends its timeout.
// 2. Each reports again and again that it is alive.  The host moves every timeout on by what the
//    slowest of the others has reported: whoever loses touch with them stops soon.
// 3. When one says that it has triggered, the host triggers the others.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "base/result.hpp"
#include "base/time.hpp"
#include "mcu/mcu.hpp"
#include "mcu/stepper_out.hpp"
#include "mcu/trsync.hpp"
#include "runtime/completion.hpp"
#include "runtime/task.hpp"

namespace escapement::mcu {

// Belongs to one thread; the microcontrollers must outlive it.
class TriggerGroup {
  public:
    // How long a microcontroller goes on when it hears nothing: alone, where it has the endstop
    // itself and runs out of steps before, and with others, whom it would not hear of the trigger.
    static constexpr base::Seconds timeout_alone{1.0};
    static constexpr base::Seconds timeout_together{0.025};

    // The trigger comes from `mcu`.  Before it is configured.
    static base::Result<std::unique_ptr<TriggerGroup>> make(Mcu& mcu);
    TriggerGroup(const TriggerGroup&) = delete;
    TriggerGroup& operator=(const TriggerGroup&) = delete;

    Mcu& mcu() const { return mcu_; }
    // Is stopped by the trigger.  Before its microcontroller is configured.
    base::Result<void> add_stepper(StepperOut& stepper);
    const std::vector<StepperOut*>& steppers() const { return steppers_; }

    // Where the trigger's messages go, and for whom.
    messages::Oid oid() const { return trsyncs_.front()->oid(); }
    CommandQueue queue() const { return trsyncs_.front()->queue(); }

    // Arms all, from `when` on.  The completion tells when it is over: true if something has
    // triggered as it should.  Valid until the next start().
    runtime::Completion<bool>& start(base::PrintTime when);
    // The movement ends then: if nothing has triggered by that time, nothing will.
    void set_end(base::PrintTime end);
    // Stops everything now.
    void abandon();
    // Takes it to be triggered, or gives up waiting: completes.
    void finish(bool success);
    // Until it is over; also when a microcontroller fails meanwhile.  Fails if nobody reports the
    // end of the movement within five seconds.
    runtime::Task<base::Result<void>> wait();
    // Disarms all.  Says why they stopped: that one was out of touch, or else the reason of the
    // first.  Offline, that the endstop was hit.
    runtime::Task<base::Result<messages::TriggerReason>> stop();

  private:
    explicit TriggerGroup(Mcu& mcu) : mcu_(mcu) {}
    Trsync* find(const Mcu& mcu);
    base::Result<void> add(Mcu& mcu);
    bool any_failed() const;
    void handle(Trsync& source, const messages::TrsyncState& state, const Received& times);
    void extend_timeouts();

    Mcu& mcu_;
    std::vector<std::unique_ptr<Trsync>> trsyncs_;
    std::vector<StepperOut*> steppers_;
    std::optional<runtime::Completion<bool>> done_;
    bool armed_ = false;
    std::optional<base::PrintTime> end_;
    std::optional<base::McuClock> end_clock_;  // until it has been acted on
};

}  // namespace escapement::mcu
