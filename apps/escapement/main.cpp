// escapement: one program, its subcommands.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <exception>

#include "escapement/commands.hpp"
#include "escapement/interrupt.hpp"
#include "escapement/loading.hpp"

int main(int argc, char** argv) {
    using namespace escapement::app;
    try {
        const int status = carry_out(argc, argv);
        return status == exit_interrupted ? interrupted_exit_code() : status;
    } catch (const std::exception& error) {
        complain(error.what());
        return exit_failed;
    }
}
