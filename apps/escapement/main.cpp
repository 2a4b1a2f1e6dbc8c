// escapement: one program, its subcommands.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstdio>
#include <exception>

#include "escapement/commands.hpp"

int main(int argc, char** argv) {
    try {
        return escapement::app::carry_out(argc, argv);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "escapement: %s\n", error.what());
        return escapement::app::exit_failed;
    }
}
