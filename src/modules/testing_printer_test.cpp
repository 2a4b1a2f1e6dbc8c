// The printer that other tests of modules use, and tests that it is one.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/testing_printer.hpp"

#include <gtest/gtest.h>

#include <array>
#include <utility>

#include "config/reader.hpp"
#include "mcu/mcu.hpp"
#include "modules/modules.hpp"
#include "modules/toolhead.hpp"
#include "modules/virtual_sdcard.hpp"
#include "printer/printer.hpp"
#include "printer/testing_board.hpp"
#include "runtime/clock.hpp"

namespace escapement::modules::testing {

const char* const bare_board = R"(
[mcu]
serial: /dev/null
)";

const char* const small_printer = R"(
[mcu]
serial: /dev/null
[printer]
kinematics: cartesian
max_velocity: 300
max_accel: 3000
[stepper_x]
step_pin: PA0
dir_pin: PA1
enable_pin: !PA2
rotation_distance: 40
microsteps: 16
endstop_pin: PA3
position_endstop: 0
position_max: 200
[stepper_y]
step_pin: PA4
dir_pin: PA5
enable_pin: !PA6
rotation_distance: 40
microsteps: 16
endstop_pin: PA7
position_endstop: 0
position_max: 200
[stepper_z]
step_pin: PA8
dir_pin: PA9
enable_pin: !PA10
rotation_distance: 8
microsteps: 16
endstop_pin: PA11
position_endstop: 0
position_max: 200
[extruder]
step_pin: PB0
dir_pin: PB1
enable_pin: !PB2
rotation_distance: 33.5
microsteps: 16
nozzle_diameter: 0.4
filament_diameter: 1.75
heater_pin: PB3
sensor_type: Generic 3950
sensor_pin: PB4
control: pid
pid_Kp: 22.1
pid_Ki: 1.1
pid_Kd: 112
min_temp: 0
max_temp: 270
[heater_bed]
heater_pin: PB5
sensor_type: EPCOS 100K B57560G104F
sensor_pin: PB6
control: watermark
min_temp: 0
max_temp: 130
[fan]
pin: PB7
kick_start_time: 0.5
)";

struct OfflinePrinter::Parts {
    runtime::VirtualClock clock;
    runtime::Executor executor{clock};
    config::Reading reading;
    printer::Console console;
    printer::testing::MessageLog log;
    mcu::Recorder recorder{[this](wire::Bytes bytes) { log.take(bytes); }};
    mcu::Recorder other_recorder{[](wire::Bytes) {}};
    printer::Mcus mcus;
    std::vector<printer::ModuleType> types = all_modules();
    std::unique_ptr<printer::Printer> printer;
    std::string problems;
    std::string config;
    std::vector<std::string> said;

    config::Reading read() const {
        return config::read_config("printer.cfg", config::MemoryFiles({{"printer.cfg", config}}));
    }
    void add_mcu(const config::Section& section) {
        const std::string name(section.title().empty() ? section.name : section.title());
        auto& mcu = mcus.add(std::make_unique<mcu::Mcu>(name,
                                                        executor,
                                                        name == "mcu" ? recorder : other_recorder,
                                                        printer::testing::board_dictionary()));
        finish(identify(mcu));
    }
    static runtime::Task<> identify(mcu::Mcu& mcu) {
        const auto identified = co_await mcu.identify();
        if (!identified) throw printer::ConfigError(identified.error().what);
    }
    static runtime::Task<> pause(runtime::Executor& executor, base::Seconds duration) {
        co_await executor.after(duration);
    }
    void finish(runtime::Task<> task) {
        bool ended = false;
        std::exception_ptr failure;
        executor.spawn(std::move(task), [&](std::exception_ptr why) {
            ended = true;
            failure = why;
        });
        const std::array<runtime::Actor*, 1> actors{&executor};
        runtime::drive(clock, actors, ended);
        if (failure) std::rethrow_exception(failure);
        ASSERT(ended);
    }
};

OfflinePrinter::OfflinePrinter(const std::string& more,
                               const std::string& base,
                               std::vector<printer::ModuleType> types)
    : parts_(std::make_unique<Parts>()) {
    Parts& parts = *parts_;
    for (auto& type : types) parts.types.push_back(std::move(type));
    parts.config = base + more;
    parts.reading = parts.read();
    parts.console.listen([&parts](std::string_view text) { parts.said.emplace_back(text); });
    for (const auto* section : parts.reading.document.of_type("mcu")) parts.add_mcu(*section);
    parts.printer = std::make_unique<printer::Printer>(
        printer::Printer::Parts{.executor = parts.executor,
                                .config = parts.reading.document,
                                .types = parts.types,
                                .console = parts.console,
                                .mcus = parts.mcus,
                                .offline = true,
                                .read_config = [&parts] { return parts.read(); }});
    auto problems = parts.reading.errors;
    const auto found = parts.printer->build();
    problems.insert(problems.end(), found.begin(), found.end());
    parts.problems = printer::problem_text(problems);
    if (parts.problems.empty()) parts.finish(parts.printer->connect());
}

OfflinePrinter::~OfflinePrinter() = default;

const std::string& OfflinePrinter::problems() const {
    return parts_->problems;
}

printer::Printer& OfflinePrinter::printer() {
    return *parts_->printer;
}

void OfflinePrinter::run(std::string script) {
    parts_->finish(parts_->printer->gcode().run_script(std::move(script)));
}

void OfflinePrinter::wait(base::Seconds duration) {
    parts_->finish(Parts::pause(parts_->executor, duration));
}

void OfflinePrinter::finish_files() {
    parts_->finish(parts_->printer->modules().the<VirtualSdcard>().wait_until_idle());
}

std::string OfflinePrinter::failure(std::string script) {
    try {
        run(std::move(script));
    } catch (const std::runtime_error& error) {
        return error.what();
    }
    return "";
}

void OfflinePrinter::rewrite(const std::string& config) {
    parts_->config = config;
}

std::vector<std::string> OfflinePrinter::said() {
    return std::exchange(parts_->said, {});
}

static void finish_motion(ToolheadModule& toolhead) {
    toolhead.toolhead().flush();
    toolhead.motion().finish();
}

std::vector<std::string> OfflinePrinter::sent(std::string_view beginning) {
    if (auto* toolhead = parts_->printer->modules().first<ToolheadModule>())
        finish_motion(*toolhead);
    parts_->recorder.finish();
    auto lines = parts_->log.lines(parts_->mcus.main().codebook());
    std::erase_if(lines, [&](const auto& line) { return !line.starts_with(beginning); });
    return lines;
}

std::string OfflinePrinter::status(std::string_view object, std::string_view field) {
    const auto table = parts_->printer->status(object);
    const auto* value = table.find(field);
    return value ? base::to_json(*value) : "";
}

namespace {

TEST(OfflinePrinter, is_built_without_complaints_and_homes) {
    OfflinePrinter printer;

    EXPECT_EQ(printer.problems(), "");
    printer.run("G28\nG1 X10 F6000");

    EXPECT_EQ(printer.status("gcode_move", "gcode_position"), "[10.0, 0.0, 0.0, 0.0]");
    EXPECT_FALSE(printer.sent("queue_step").empty());
}

TEST(OfflinePrinter, reports_problems_with_their_places) {
    OfflinePrinter printer("[fan]\nspeed: 3\n");

    EXPECT_NE(printer.problems().find("printer.cfg:"), std::string::npos);
    EXPECT_NE(printer.problems().find("speed"), std::string::npos);
}

}  // namespace
}  // namespace escapement::modules::testing
