// A live printer that prints files, and somebody who interferes while it does.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <random>

#include "modules/print_stats.hpp"
#include "modules/testing_folder.hpp"
#include "modules/virtual_sdcard.hpp"
#include "stage.hpp"

namespace escapement::app {

struct GcodeFolder {
    modules::testing::Folder folder{"live_gcodes"};
};

class PrintingStage : private GcodeFolder, public Stage {
  public:
    explicit PrintingStage(const std::string& more = "")
        : Stage("[virtual_sdcard]\npath: " + folder.path() + "\n[pause_resume]\n" + more) {}

    using GcodeFolder::folder;

    // Writes a file of that content.
    void write(const std::string& content) { folder.write("print.gcode", content); }
    // Lets `story` happen once the printer is ready; the printer ends with it.
    void tell(std::function<runtime::Task<>(Session&)> story) {
        work = std::move(story);
        patience = base::Seconds{};
        const auto result = run(1e6);
        EXPECT_EQ(result.failure, "");
        EXPECT_EQ(world.shutdown_reason(), "");
    }

    static constexpr const char* print_it = "SDCARD_PRINT_FILE FILENAME=print.gcode";
    // Types a line, then waits.
    runtime::Task<> type_and_wait(Session& session, std::string line, double seconds) {
        terminal.type(line + "\n");
        return wait(session, seconds);
    }
    runtime::Task<> wait(Session& session, double seconds) {
        co_await session.host().executor().after(base::Seconds{seconds});
    }
    // Until nobody runs anything any more.
    runtime::Task<> finish_lines(Session& session) {
        while (session.host().printer().turns().taken()) co_await wait(session, 0.1);
        co_await session.host().toolhead().wait_moves();
    }
    runtime::Task<> finish_file(Session& session) {
        co_await card(session).wait_until_idle();
        co_await session.host().toolhead().wait_moves();
    }

    static modules::VirtualSdcard& card(Session& session) {
        return session.host().printer().modules().the<modules::VirtualSdcard>();
    }
    static modules::PrintStats::Status stats(Session& session) {
        return session.host().printer().modules().the<modules::PrintStats>().status();
    }
    static double heater_target(Session& session, const char* name) {
        const auto status = session.host().printer().status(name);
        return *status.find("target")->as<double>();
    }
    // Nothing runs, nothing waits, nothing is fed.
    static bool is_idle(Session& session) {
        return !session.host().printer().turns().taken() && !card(session).is_active();
    }
};

}  // namespace escapement::app
