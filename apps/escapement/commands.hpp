// The subcommands of the program.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace CLI {
class App;
}

namespace escapement::app {

// What a program ends with.
enum ExitStatus : int {
    exit_good = 0,
    exit_failed = 1,   // what was asked for could not be done; standard error says why
    exit_misused = 2,  // the command line made no sense
    exit_interrupted = 130,
};

// Each adds one subcommand.  When it was chosen and has run, `status` holds how it ended.
void add_run(CLI::App& app, int& status);
void add_plan(CLI::App& app, int& status);
void add_check(CLI::App& app, int& status);
void add_console(CLI::App& app, int& status);
void add_modules(CLI::App& app, int& status);

}  // namespace escapement::app
