// Power to the motors: on with their first step, off when nobody needs them.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/value.hpp"
#include "printer/context.hpp"
#include "printer/description.hpp"
#include "printer/events.hpp"
#include "printer/module.hpp"
#include "printer/options.hpp"
#include "printer/stepper.hpp"

namespace escapement::mcu {
class DigitalOut;
}

namespace escapement::modules {

// Belongs to the main thread.
class StepperEnable {
  public:
    struct Status {
        base::Value steppers;
    };
    struct SetEnable {
        std::string stepper;
        int enable = 1;
    };
    static void describe(printer::Description<StepperEnable>& module);

    explicit StepperEnable(printer::Context& context);
    ~StepperEnable();

    // Takes care of a stepper's enable pin; several steppers may share one.  Without a pin the
    // motor is taken to be powered always.  `section` has the option enable_pin.
    void add(printer::Stepper& stepper,
             const std::optional<printer::PinName>& pin,
             const printer::SectionName& section);

    // Whether the motor has an enable pin that no other motor has.
    bool has_own_pin(std::string_view stepper) const;
    // Calls back whenever the motor is going to have power, or none, from a moment on.
    using PowerCallback = std::function<void(base::PrintTime when, bool on)>;
    void watch(const std::string& stepper, PowerCallback callback);

    // Switches these motors on or off once everything queued is done.  Whether any was not yet.
    bool set_power(const std::vector<printer::Stepper*>& steppers, bool on);
    // The stepper of that name.  Throws CommandError, naming the parameter STEPPER.
    printer::Stepper& stepper(const std::string& name) const;
    // Switches all motors off once everything queued is done: the axes are lost.
    void turn_off();
    // Whether the motor has power; steppers that nobody added have none.
    bool is_on(std::string_view stepper) const;
    // All steppers whose power it knows of.
    std::vector<std::string> names() const;

    Status status() const;

  private:
    // One wire, on as long as one of its motors is.
    struct Line {
        std::string address;
        mcu::DigitalOut* output;
        int users = 0;
        bool shared = false;
    };
    struct Motor {
        printer::Stepper& stepper;
        Line* line;  // nullptr: always powered
        bool on = false;
        PowerCallback watcher = {};
    };
    Line& line_for(const printer::PinName& pin, const printer::SectionName& section);
    void expect_activity(Motor& motor);
    static void switch_on(Motor& motor, base::PrintTime when);
    void switch_off(Motor& motor, base::PrintTime when);
    bool set_motors(const std::vector<Motor*>& motors, bool on);
    Motor& motor(const std::string& name) const;
    void set_enable(const SetEnable& request);

    printer::Context& context_;
    printer::Signal<printer::Restarting>::Connection restarting_;
    std::vector<std::unique_ptr<Line>> lines_;
    std::vector<std::unique_ptr<Motor>> motors_;
};

}  // namespace escapement::modules
