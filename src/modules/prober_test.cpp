// Samples of a probe that finds what a test wants.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/prober.hpp"

#include <gtest/gtest.h>

#include <deque>

#include "modules/probe_module.hpp"
#include "modules/testing_printer.hpp"
#include "printer/errors.hpp"
#include "printer/printer.hpp"

namespace escapement::modules {
namespace {

using testing::OfflinePrinter;

class FakeDevice : public ProbeDevice {
  public:
    void add_stepper(printer::Stepper&) override {}
    void begin() override { told += "<"; }
    runtime::Task<ProbeResult> descend(const Descent& descent) override {
        told += "v";
        last = descent;
        if (heights.empty()) throw printer::CommandError(failure);
        const double z = heights.front();
        heights.pop_front();
        co_return ProbeResult{.bed_x = 1.0, .bed_y = 2.0, .bed_z = z};
    }
    runtime::Task<> end() override {
        told += ">";
        if (!ending_fails.empty()) throw printer::CommandError(ending_fails);
        co_return;
    }
    void abandon() override { told += "!"; }
    runtime::Task<bool> query(base::PrintTime) override { co_return true; }

    std::deque<double> heights;
    std::string failure = "No trigger on probe after full movement", ending_fails;
    std::string told;
    Descent last;
};

// [fake_probe], with the commands of all probes.
class FakeProbe final : public FakeDevice, public ProbeModule {
  public:
    struct Config : ProbeOptions {
        printer::SectionName section;
    };
    static void describe(printer::Description<FakeProbe>& module) {
        module.section("fake_probe");
        ProbeOptions::describe(module);
        describe_commands(module);
        describe_status(module);
    }
    FakeProbe(const Config& config, printer::Context& context)
        : ProbeModule(config.section, config, *this, context) {}
};

class ProberTest : public ::testing::Test {
  protected:
    ProberTest()
        : printer("[fake_probe]\nz_offset: 1\nspeed: 4\n", testing::small_printer, fake()) {
        EXPECT_EQ(printer.problems(), "");
        printer.run("G28");
    }
    static std::vector<printer::ModuleType> fake() {
        std::vector<printer::ModuleType> types;
        types.push_back(printer::ModuleType::of<FakeProbe>());
        return types;
    }
    FakeProbe& device() { return printer.printer().modules().the<FakeProbe>(); }

    OfflinePrinter printer;
};

TEST_F(ProberTest, a_session_begins_and_ends_around_the_samples) {
    device().heights = {0.3};

    printer.run("PROBE PROBE_SPEED=7");

    EXPECT_EQ(device().told, "<v>");
    EXPECT_EQ(device().last.speed, base::Speed{7.0});
    EXPECT_FALSE(device().last.homing);
    EXPECT_EQ(printer.status("fake_probe", "last_probe_position"), "[1.0, 2.0, 0.3, 0.0]");
}

TEST_F(ProberTest, samples_are_combined_and_the_head_is_lifted_between_them) {
    device().heights = {0.30, 0.31, 0.38};

    printer.run("PROBE SAMPLES=3 SAMPLES_RESULT=median SAMPLE_RETRACT_DIST=4");

    EXPECT_EQ(printer.status("fake_probe", "last_probe_position"), "[1.0, 2.0, 0.31, 0.0]");
    EXPECT_EQ(printer.status("toolhead", "position"), "[0.0, 0.0, 8.0, 0.0]");
}

TEST_F(ProberTest, samples_too_far_apart_begin_anew_as_often_as_allowed) {
    device().heights = {0.1, 0.5, 0.1, 0.12};
    printer.said();
    printer.run("PROBE SAMPLES=2 SAMPLES_TOLERANCE_RETRIES=1");
    EXPECT_EQ(printer.said()[2], "// Probe samples exceed tolerance. Retrying...");

    device().heights = {0.1, 0.5};
    EXPECT_EQ(
        printer.failure("PROBE SAMPLES=2"),
        "Probe samples exceed samples_tolerance\n"
        "They were at z = 0.1000, 0.5000: 0.4000 mm apart, where 0.1000 are allowed.\n"
        "Usual causes: a probe or a carriage that is loose, dirt on the nozzle or the bed, or "
        "a probing speed that is too high.");
    EXPECT_TRUE(device().told.ends_with("<vv>"));
}

TEST_F(ProberTest, nothing_found_is_explained_and_the_probe_is_put_away) {
    const auto text = printer.failure("PROBE");

    EXPECT_NE(text.find("No trigger on probe after full movement"), std::string::npos);
    EXPECT_NE(text.find("consider reducing the Z axis minimum position"), std::string::npos);
    EXPECT_EQ(device().told, "<v>");
}

TEST_F(ProberTest, the_first_failure_counts) {
    device().ending_fails = "cannot be put away";
    device().failure = "broken";
    EXPECT_EQ(printer.failure("PROBE"), "broken");

    device().heights = {0.1};
    EXPECT_EQ(printer.failure("PROBE"), "cannot be put away");
}

TEST_F(ProberTest, results_can_be_corrected) {
    device().prober().correct_by([](ProbeResult& result) { result.bed_z += 1.0; });
    device().heights = {0.5};

    printer.run("PROBE");

    EXPECT_EQ(printer.status("fake_probe", "last_probe_position"), "[1.0, 2.0, 1.5, 0.0]");
}

TEST_F(ProberTest, is_lent_to_homing_without_a_word) {
    device().heights = {2.5};
    base::Length found{};
    printer.said();
    const auto body = [&](const printer::HomingProbe::Descend& descend) -> runtime::Task<> {
        found = co_await descend(base::Speed{3.0}, true);
    };
    std::function<runtime::Task<>(const printer::HomingProbe::Descend&)> lent = body;

    auto task = device().prober().lend(lent);
    task.start();
    ASSERT_TRUE(task.done());
    task.take();

    EXPECT_EQ(found, base::Length{2.5});
    EXPECT_TRUE(device().last.homing && device().last.first);
    EXPECT_TRUE(printer.said().empty());
}

TEST_F(ProberTest, destroyed_in_the_middle_puts_the_probe_away_at_once) {
    const Prober::Body body = [](Prober::Session&) -> runtime::Task<> {
        co_await std::suspend_always{};
    };
    {
        auto task = device().prober().with_session({}, body);
        task.start();
        EXPECT_EQ(device().told, "<");
        auto second = device().prober().with_session({}, body);
        second.start();
        ASSERT_TRUE(second.done());
        EXPECT_THROW(second.take(), printer::CommandError);
    }
    EXPECT_EQ(device().told, "<!");
}

}  // namespace
}  // namespace escapement::modules
