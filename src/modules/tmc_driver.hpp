// A stepper driver with registers, and where its motor stands within a cycle.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// 1. Registers are filled from the options, and written when the board is ready, when the motor
//    gets power and when INIT_TMC says so: a driver forgets them with its power.
// 2. A motor without an enable pin of its own is switched by the driver: with TOFF at 0 it has no
//    power.
// 3. The driver counts microsteps within a cycle of four full steps, as the board counts steps from
//    wherever it began.  Their difference is asked for once it may have changed, and then tells at
//    which phase of the motor an endstop triggers.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "base/value.hpp"
#include "chips/driver_current.hpp"
#include "chips/stepper_driver.hpp"
#include "modules/tmc_link.hpp"
#include "modules/tmc_options.hpp"
#include "modules/tmc_watch.hpp"
#include "printer/context.hpp"
#include "printer/description.hpp"
#include "printer/events.hpp"
#include "printer/stepper.hpp"
#include "runtime/mutex.hpp"
#include "runtime/task.hpp"

namespace escapement::modules {

// The base of all sections of such drivers.  Belongs to the main thread.
class TmcDriver {
  public:
    struct Status {
        base::Value mcu_phase_offset, phase_offset_position, run_current, hold_current, drv_status,
            temperature;
    };
    struct SetField {
        std::string field;
        std::optional<std::int64_t> value;
        std::optional<base::Speed> velocity;
    };
    struct SetCurrent {
        std::optional<double> current, holdcurrent;
    };
    struct Dump {
        std::optional<std::string> reg;
    };

    TmcDriver(const TmcConfig& config, printer::Context& context);
    TmcDriver(const TmcDriver&) = delete;
    TmcDriver& operator=(const TmcDriver&) = delete;
    ~TmcDriver();

    const TmcConfig& config() const { return config_; }
    const std::string& stepper_name() const { return config_.stepper(); }
    // "tmc2209_stepper_x", before the pin of its endstop.
    std::string chip_name() const;
    printer::Context& context() { return context_; }

    // Microsteps in a cycle of the motor, and what to add to the board's count to get where the
    // motor stands among them; nothing while nobody knows.
    int phases() const;
    std::optional<int> phase_offset() const { return phase_offset_; }

    // For who changes registers for a while.
    chips::DriverRegisters& registers() { return registers_; }
    runtime::Task<> write(const chips::DriverRegister& reg, base::PrintTime not_before);
    // Until all moves have ended; nothing offline.
    runtime::Task<> wait_for_rest();

    void after_build();
    runtime::Task<> connect();
    Status status() const;

    runtime::Task<> init();
    runtime::Task<> set_field(const SetField& request);
    runtime::Task<> set_current(const SetCurrent& request);
    runtime::Task<> dump(const Dump& request);

  private:
    void fill_registers();
    void set_thresholds();
    std::int64_t threshold(base::Speed speed) const;
    std::int64_t number_of(const SetField& request, const chips::DriverField& field) const;
    runtime::Task<> write_all(base::PrintTime not_before);
    runtime::Task<> write_then(const chips::DriverRegister& reg, base::PrintTime not_before);
    base::PrintTime end_of_moves() const;

    void note_power(base::PrintTime when, bool on);
    runtime::Task<> switch_power(base::PrintTime when, bool on);
    runtime::Task<> switch_on();
    runtime::Task<> switch_off(base::PrintTime when);
    runtime::Task<> find_phase();
    runtime::Task<> learn_phase();
    runtime::Task<int> query_phase();

    void keep_idle_current();
    runtime::Task<> use_current(double current, base::PrintTime when);
    void use_current_soon(double current, base::PrintTime when);

    runtime::Task<> show(const chips::DriverRegister& reg);

    const TmcConfig config_;
    printer::Context& context_;
    chips::DriverRegisters registers_;
    std::unique_ptr<TmcLink> link_;
    chips::DriverCurrent current_;
    TmcWatch watch_;
    runtime::Mutex switching_;
    printer::Stepper* stepper_ = nullptr;
    std::optional<int> phase_offset_;
    // TOFF of a motor that has power, where it says whether it has.
    std::optional<std::int64_t> toff_;
    printer::Signal<printer::BecameBusy>::Connection busy_;
    printer::Signal<printer::BecameReady>::Connection ready_;
};

// What all of them have.
template <class Module>
void describe_tmc_commands(printer::Description<Module>& module) {
    auto set = module.template command<&TmcDriver::set_field>(
        "SET_TMC_FIELD", "Set a register field of a TMC driver");
    set.chosen_by("STEPPER");
    set.template parameter<&TmcDriver::SetField::field>("Name of the field.").required();
    set.template parameter<&TmcDriver::SetField::value>("Its number; or VELOCITY.");
    set.template parameter<&TmcDriver::SetField::velocity>(
           "Of a field that is a threshold: the speed it stands for.")
        .at_least(base::Speed{0.0});
    module.template command<&TmcDriver::init>("INIT_TMC", "Initialize TMC stepper driver registers")
        .chosen_by("STEPPER");
    auto current = module.template command<&TmcDriver::set_current>(
        "SET_TMC_CURRENT", "Set the current of a TMC driver");
    current.chosen_by("STEPPER");
    current.template parameter<&TmcDriver::SetCurrent::current>("Current of a motor that turns, A.")
        .at_least(0.0);
    current
        .template parameter<&TmcDriver::SetCurrent::holdcurrent>("Of one that holds its place, A.")
        .above(0.0);
    auto dump = module.template command<&TmcDriver::dump>(
        "DUMP_TMC", "Read and display TMC stepper driver registers");
    dump.chosen_by("STEPPER");
    dump.template parameter<&TmcDriver::Dump::reg>("Only this one.").called("REGISTER");

    using Status = TmcDriver::Status;
    module.template status<&Status::mcu_phase_offset>(
        "Where the board's count of 0 is in the motor's cycle, in microsteps; null if unknown.");
    module.template status<&Status::phase_offset_position>(
        "A position at which the motor is at the beginning of a cycle, mm.");
    module.template status<&Status::run_current>("Current of a motor that turns, A.");
    module.template status<&Status::hold_current>("Of one that holds its place; null if the same.");
    module.template status<&Status::drv_status>(
        "Fields of the driver's status that are not zero; null without power.");
    module.template status<&Status::temperature>(
        "Degrees Celsius, of chips that measure it; null without power.");
}

}  // namespace escapement::modules
