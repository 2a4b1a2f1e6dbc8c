// A pin that is let down and drawn up by a magnet, and says when it is pushed.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

#include "mcu/pwm_out.hpp"
#include "modules/probe_module.hpp"
#include "modules/probe_switch.hpp"
#include "printer/context.hpp"
#include "printer/description.hpp"

namespace escapement::modules {

// 1. A command is a pulse of a certain length, repeated for a while.
// 2. Whether the pin has gone up is checked, as far as the sensor tells; a few retries help.
// 3. As soon as the pin is pushed, it goes up.
//
// Belongs to the main thread.
class BltouchDevice : public ProbeDevice {
  public:
    struct Config : ProbeOptions {
        printer::SectionName section;
        printer::PinName sensor_pin, control_pin;
        bool stow_on_each_sample = true;
        bool probe_with_touch_mode = false;
        bool pin_up_reports_not_triggered = true;
        bool pin_up_touch_mode_reports_triggered = true;
        base::Seconds pin_move_time{0.680};
        std::optional<std::string> set_output_mode;
    };
    BltouchDevice(const Config& config, printer::Context& context);

    void add_stepper(printer::Stepper& stepper) override {
        contact_.endstop().add_stepper(stepper);
    }
    void begin() override;
    runtime::Task<ProbeResult> descend(const Descent& descent) override;
    runtime::Task<> end() override;
    void abandon() override;
    runtime::Task<bool> query(base::PrintTime when) override {
        return contact_.endstop().query(when);
    }

  protected:
    ~BltouchDevice() override = default;
    // For a moment when nothing is under way: once when the printer is ready.
    runtime::Task<> settle_pin();
    // One command by name, with the machine waiting for it.
    static bool knows(const std::string& command);
    void debug(const std::string& command);
    void store(const std::string& mode);

  private:
    enum class Pin { stays_up, to_go_down, stays_down };
    // The sensor, which draws the pin up when it has triggered.
    class Sensor final : public printer::EndstopInput {
      public:
        explicit Sensor(BltouchDevice& device) : device_(device) {}
        void add_stepper(printer::Stepper& stepper) override { device_.add_stepper(stepper); }
        const std::vector<printer::Stepper*>& steppers() const override {
            return device_.contact_.endstop().steppers();
        }
        void arm(base::PrintTime start, base::Seconds rest) override;
        void await(bool closed) override { device_.contact_.endstop().await(closed); }
        bool ended() const override { return device_.contact_.endstop().ended(); }
        runtime::Task<std::optional<base::PrintTime>> disarm(base::PrintTime end) override;
        void abandon() override { device_.contact_.endstop().abandon(); }
        runtime::Task<bool> query(base::PrintTime when) override { return device_.query(when); }

      private:
        BltouchDevice& device_;
    };

    void catch_up_with_board();
    void catch_up_with_motion();
    void send(std::string_view command, std::optional<base::Seconds> duration = {});
    void raise();
    runtime::Task<bool> reports(bool triggered);
    runtime::Task<> wake_motors();
    runtime::Task<> verify_raised();
    runtime::Task<> lower();
    runtime::Task<> test_sensor();
    void set_mode(const std::string& mode);
    printer::Toolhead& toolhead();

    const Config config_;
    printer::Context& context_;
    ProbeSwitch contact_;
    mcu::PwmOut& control_;
    Sensor sensor_{*this};
    Pin pin_ = Pin::stays_up;
    base::PrintTime next_command_{};  // the earliest moment for another
    base::PrintTime action_ends_{}, next_test_{};
};

// [bltouch].
class Bltouch final : public BltouchDevice, public ProbeModule {
  public:
    using Config = BltouchDevice::Config;
    struct Debug {
        std::optional<std::string> command;
    };
    struct Store {
        std::optional<std::string> mode;
    };
    static void describe(printer::Description<Bltouch>& module);

    Bltouch(const Config& config, printer::Context& context);

  private:
    static void describe_options(printer::Description<Bltouch>& module);
    void debug_command(const Debug& request);
    void store_mode(const Store& request);

    printer::Context& context_;
    printer::Signal<printer::Ready>::Connection ready_;
};

}  // namespace escapement::modules
