// [probe]: a switch that touches the bed.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "modules/probe_module.hpp"
#include "modules/probe_switch.hpp"
#include "printer/context.hpp"
#include "printer/description.hpp"
#include "printer/script_template.hpp"

namespace escapement::modules {

// The device: a switch, and scripts that take it out and put it away.  Belongs to the main thread.
class SwitchProbe : public ProbeDevice {
  public:
    struct Config : ProbeOptions {
        printer::SectionName section;
        printer::PinName pin;
        bool deactivate_on_each_sample = true;
        printer::ScriptTemplate activate_gcode, deactivate_gcode;

        template <class Module>
        static void describe(printer::Description<Module>& module);
    };
    SwitchProbe(const Config& config, printer::Context& context);

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
    ~SwitchProbe() override = default;

  private:
    enum class State { put_away, to_take_out, taken_out };
    runtime::Task<> take_out();
    runtime::Task<> put_away();
    runtime::Task<> put_away_later();
    runtime::Task<> run(const printer::ScriptTemplate& script, const char* name);

    const Config config_;
    printer::Context& context_;
    ProbeSwitch contact_;
    State state_ = State::put_away;
    bool out_ = false;  // its script to take it out has begun, and none to put it away has
};

// Belongs to the main thread.
class Probe final : private SwitchProbe, public ProbeModule {
  public:
    using Config = SwitchProbe::Config;
    static void describe(printer::Description<Probe>& module);

    Probe(const Config& config, printer::Context& context)
        : SwitchProbe(config, context), ProbeModule(config.section, config, *this, context) {}
};

template <class Module>
void SwitchProbe::Config::describe(printer::Description<Module>& module) {
    module.template option<&Config::pin>("Pin that says whether the probe touches.")
        .required()
        .input();
    ProbeOptions::describe(module);
    module.template option<&Config::deactivate_on_each_sample>(
        "Whether it is put away between samples.");
    module.template option<&Config::activate_gcode>(
        "Takes the probe out before it goes down; must not move the head.");
    module.template option<&Config::deactivate_gcode>("Puts it away; must not move the head.");
}

}  // namespace escapement::modules
