// What a printer module may reach.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "config/document.hpp"
#include "config/reading.hpp"
#include "config/saved_block.hpp"
#include "runtime/crew.hpp"
#include "runtime/executor.hpp"
#include "runtime/task.hpp"

namespace escapement::printer {

// How a printer can be begun anew: reads its configuration again; `firmware` also restarts the
// microcontrollers.
enum class Restart { host, firmware };

enum class State { startup, ready, shut_down, error };

class Console;
class Dispatcher;
class Mcus;
class Modules;
class Pins;
class TemplateHost;
class Turns;
struct Events;
struct Preflight;
struct TimeMark;

// Handed to every module's constructor; all of it lives longer than the modules.  Modules that
// were made earlier are found in `modules`: the list in modules/modules.cpp says who is.
struct Context {
    runtime::Executor& executor;
    const config::Document& config;
    Console& console;
    Dispatcher& gcode;
    Events& events;
    Mcus& mcus;
    Pins& pins;
    Modules& modules;
    // Nothing answers: the program only writes down what it would send.  Then nothing waits,
    // homing succeeds and heaters are at temperature.
    bool offline = false;
    // The machine is imagined, and what it finds out is not to outlast it: files of the user stay
    // as they are.
    bool simulated = false;
    // Helps where much is to be computed; nullptr: nobody does.
    runtime::Crew* crew = nullptr;
    // The printer's, and why it is not ready, in words.
    const State& state;
    const std::string& state_message;
    // Whose turn it is to run G-code, where several sources have some.
    Turns& turns;
    // What templates see of the printer and can do to it.
    TemplateHost& templates;
    // Stops the printer: heaters off, motors stopped, commands refused until a restart.
    std::function<void(std::string reason)> shut_down;
    // Ends this printer, soon, and begins anew.  Empty where nobody could.
    std::function<void(Restart)> restart;
    // Writes the block of saved values into the configuration file, or fails and leaves the file
    // as it was.  Empty where nothing is to be saved.
    std::function<base::Result<void>(const config::SavedBlock& block)> save_config;
    // Reads the configuration's files as they are now.  Empty where there are none.
    std::function<config::Reading()> read_config;
    // Carries out a file without the machine and says what came of it.  Empty where nobody can.
    std::function<runtime::Task<Preflight>(std::string file)> preflight;
    // Prints a file on a simulated machine, while everything else goes on, and says how long that
    // took; no marks where it cannot be simulated.  Empty where nobody can.
    std::function<runtime::Task<std::vector<TimeMark>>(std::string file)> time_print;
};

}  // namespace escapement::printer
