// escapement: one program, its subcommands.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <CLI/CLI.hpp>
#include <cstdio>
#include <exception>

#include "escapement/commands.hpp"

namespace {

// One line that says what is wrong with the command line and what to do about it.
int refuse(const CLI::App& app, const CLI::ParseError& error) {
    const CLI::App* used = &app;
    for (const auto* sub : app.get_subcommands()) used = sub;
    std::fprintf(stderr,
                 "escapement: %s; see '%s --help'\n",
                 error.what(),
                 used == &app ? "escapement" : ("escapement " + used->get_name()).c_str());
    return escapement::app::exit_misused;
}

}  // namespace

int main(int argc, char** argv) {
    CLI::App app("Escapement: plans, sends and simulates what a 3D printer does.", "escapement");
    app.set_version_flag("--version", "escapement 0.1.0");
    app.require_subcommand(1);
    int status = escapement::app::exit_good;
    escapement::app::add_run(app, status);
    escapement::app::add_plan(app, status);
    escapement::app::add_check(app, status);
    escapement::app::add_console(app, status);
    escapement::app::add_modules(app, status);
    try {
        app.parse(argc, argv);
    } catch (const CLI::Success& request) {
        return app.exit(request);
    } catch (const CLI::ParseError& error) {
        return refuse(app, error);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "escapement: %s\n", error.what());
        return escapement::app::exit_failed;
    }
    return status;
}
