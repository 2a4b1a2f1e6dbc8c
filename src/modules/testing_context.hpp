// What modules reach, without a printer around it, in virtual time; for tests.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/assert.hpp"
#include "mcu/testing_offline.hpp"
#include "printer/console.hpp"
#include "printer/context.hpp"
#include "printer/dispatcher.hpp"
#include "printer/events.hpp"
#include "printer/mcus.hpp"
#include "printer/module.hpp"
#include "printer/pins.hpp"
#include "printer/template_host.hpp"
#include "printer/turns.hpp"
#include "runtime/clock.hpp"
#include "runtime/executor.hpp"

namespace escapement::modules::testing {

// With a microcontroller that has no devices, and no modules.
struct ContextRig {
    ContextRig() {
        mcus.add(std::make_unique<mcu::Mcu>(
            "mcu", executor, recorder, mcu::testing::usual_dictionary().build()));
        auto task = mcus.main().identify();
        task.start();
        const auto identified = task.take();
        ASSERT(identified);
        console.listen([this](std::string_view text) { said.emplace_back(text); });
        gcode.set_ready();
    }
    // Lets so much time pass.
    void pass(base::Seconds time) {
        bool done = false;
        executor.call_at(executor.now() + runtime::Executor::to_duration(time),
                         [&] { done = true; });
        const std::array<runtime::Actor*, 1> actors{&executor};
        runtime::drive(clock, actors, done);
    }

    runtime::VirtualClock clock;
    runtime::Executor executor{clock};
    config::Document config;
    printer::Console console;
    printer::Dispatcher gcode{console};
    printer::Events events;
    mcu::Recorder recorder{[](wire::Bytes) {}};
    printer::Mcus mcus;
    printer::Pins pins{mcus};
    printer::Modules modules;
    printer::State state = printer::State::ready;
    std::string state_message;
    printer::Turns turns{executor};
    printer::TemplateHost templates{modules, console, [](const std::string&) {}};
    std::vector<std::string> said;
    std::vector<std::string> stopped;  // why the printer was shut down
    printer::Context context{
        .executor = executor,
        .config = config,
        .console = console,
        .gcode = gcode,
        .events = events,
        .mcus = mcus,
        .pins = pins,
        .modules = modules,
        .state = state,
        .state_message = state_message,
        .turns = turns,
        .templates = templates,
        .shut_down = [this](std::string why) { stopped.push_back(std::move(why)); }};
};

}  // namespace escapement::modules::testing
