// Claims about what happens when filament runs out, or comes.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/filament_runout.hpp"

#include <gtest/gtest.h>

#include "modules/testing_printer.hpp"
#include "printer/module.hpp"

namespace escapement::modules {
namespace {

using Lines = std::vector<std::string>;

// Sees what it is told to see.
class Eye final : public FilamentRunout {
  public:
    using Config = FilamentRunoutConfig;
    using Status = FilamentRunoutStatus;
    struct See {
        int filament = 0;
    };
    static void describe(printer::Description<Eye>& module) {
        module.section("eye").named().doc("For tests.");
        describe_filament_runout(module);
        module.command<&Eye::see>("SEE", "For tests")
            .parameter<&See::filament>("1: there is some.");
    }
    Eye(const Config& config, printer::Context& context) : FilamentRunout(config, context) {}

    void see(const See& request) { note_filament(request.filament != 0); }
    Status status() const { return runout_status(); }
};

std::vector<printer::ModuleType> with_eyes() {
    std::vector<printer::ModuleType> types;
    types.push_back(printer::ModuleType::of<Eye>());
    return types;
}

struct Rig {
    explicit Rig(const std::string& options = "")
        : printer(
              "[pause_resume]\n[eye spool]\nrunout_gcode: ECHO MSG=out\n"
              "insert_gcode: ECHO MSG=in\n" +
                  options,
              testing::small_printer,
              with_eyes()) {
        EXPECT_EQ(printer.problems(), "");
        printer.wait(base::Seconds{3.0});
        printer.run("SEE FILAMENT=1");
        printer.wait(base::Seconds{4.0});
        printer.said();
    }
    bool paused() { return printer.status("pause_resume", "is_paused") == "true"; }
    // What is said within so many seconds after filament is seen or not.
    Lines after_seeing(int filament) {
        printer.run("SEE FILAMENT=" + std::to_string(filament));
        printer.wait(base::Seconds{2.0});
        return printer.said();
    }

    testing::OfflinePrinter printer;
};

bool contains(const Lines& lines, const std::string& text) {
    return std::any_of(lines.begin(), lines.end(), [&](const std::string& line) {
        return line.find(text) != std::string::npos;
    });
}

TEST(FilamentRunout, pauses_a_print_then_runs_its_script) {
    Rig rig;
    rig.printer.run("G28\nG1 X10");

    const Lines said = rig.after_seeing(0);

    EXPECT_TRUE(rig.paused());
    EXPECT_TRUE(contains(said, "out"));
}

TEST(FilamentRunout, lets_the_print_go_on_if_it_is_told_so) {
    Rig rig("pause_on_runout: False\n");
    rig.printer.run("G28\nG1 X10");

    const Lines said = rig.after_seeing(0);

    EXPECT_FALSE(rig.paused());
    EXPECT_TRUE(contains(said, "out"));
}

TEST(FilamentRunout, does_nothing_while_nothing_is_printed) {
    Rig rig;

    EXPECT_FALSE(contains(rig.after_seeing(0), "out"));
    EXPECT_FALSE(rig.paused());
    EXPECT_EQ(rig.printer.status("eye spool", "filament_detected"), "false");
    EXPECT_TRUE(contains(rig.after_seeing(1), "in"));
}

TEST(FilamentRunout, does_nothing_while_it_is_off) {
    Rig rig;
    rig.printer.run("G28\nG1 X10\nSET_FILAMENT_SENSOR SENSOR=spool ENABLE=0");

    EXPECT_FALSE(contains(rig.after_seeing(0), "out"));
    EXPECT_FALSE(rig.paused());
    EXPECT_EQ(rig.printer.status("eye spool", "enabled"), "false");
}

TEST(FilamentRunout, says_what_it_sees) {
    Rig rig;
    rig.printer.run("QUERY_FILAMENT_SENSOR SENSOR=spool");

    EXPECT_EQ(rig.printer.said(), Lines{"// Filament Sensor spool: filament detected"});
}

}  // namespace
}  // namespace escapement::modules
