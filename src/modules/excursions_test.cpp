// Tests of what is thought of readings out of range.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/excursions.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "modules/error_policy.hpp"
#include "modules/testing_context.hpp"
#include "modules/testing_printer.hpp"

namespace escapement::modules {
namespace {

using testing::OfflinePrinter;
using Said = std::vector<std::string>;

constexpr base::PrintTime at(double seconds) {
    return base::PrintTime{base::Seconds{seconds}};
}

// Of a printer with that policy.
struct Readings : testing::ContextRig {
    explicit Readings(const std::string& wish) {
        ErrorPolicy::Config policy;
        policy.sensor_excursion = wish;
        modules.add({"error_policy", &type, std::make_shared<ErrorPolicy>(policy, context)});
    }

    const printer::ModuleType type = printer::ModuleType::of<ErrorPolicy>();
    std::vector<double> believed;
    printer::TemperatureListener listener = without_excursions(
        "extruder",
        {0.0, 250.0},
        [this](base::PrintTime, double celsius) { believed.push_back(celsius); },
        context);
};

TEST(Excursions, are_readings_like_others_where_nobody_bears_them) {
    Readings readings("shutdown");

    readings.listener(at(1.0), 300.0);
    readings.listener(at(1.3), -5.0);

    EXPECT_EQ(readings.believed, (std::vector{300.0, -5.0}));
    EXPECT_EQ(readings.said, Said{});
}

TEST(Excursions, are_told_once_and_left_out) {
    Readings readings("warn");

    readings.listener(at(1.0), 200.0);
    readings.listener(at(1.3), 300.0);
    readings.listener(at(1.6), std::numeric_limits<double>::quiet_NaN());
    readings.listener(at(1.9), 201.0);

    EXPECT_EQ(readings.believed, (std::vector{200.0, 201.0}));
    EXPECT_EQ(readings.said,
              (Said{"// Sensor 'extruder' reads 300.0 degrees, not in range 0.0:250.0; before it "
                    "was at 200.0.\n"
                    "// What it heats is off until it is back.\n"
                    "// Usual causes: a loose plug, or a cable that breaks where it bends.",
                    "!! Sensor 'extruder' reads 300.0 degrees, not in range 0.0:250.0; before it "
                    "was at 200.0.",
                    "// Sensor 'extruder' is back in range after 0.6 s: 201.0 degrees"}));
}

TEST(Excursions, without_a_reading_are_told_as_well) {
    Readings readings("warn");

    readings.listener(at(1.3), std::numeric_limits<double>::quiet_NaN());

    ASSERT_EQ(readings.said.size(), 2U);
    EXPECT_NE(readings.said[0].find("Sensor 'extruder' cannot be read, not in range"),
              std::string::npos);
}

TEST(Excursions, lengthen_the_patience_of_the_board) {
    const auto checks = [](const std::string& sections) {
        OfflinePrinter printer(sections);
        std::vector<std::string> counts;
        for (const auto& line : printer.sent("query_analog_in"))
            counts.push_back(line.substr(line.find("range_check_count")));
        return counts;
    };

    EXPECT_EQ(checks(""), (Said{"range_check_count=4", "range_check_count=4"}));
    EXPECT_EQ(checks("[error_policy]\nsensor_excursion: warn\nsensor_excursion_time: 3\n"),
              (Said{"range_check_count=11", "range_check_count=11"}));
}

TEST(Excursions, that_pause_need_somebody_who_can) {
    OfflinePrinter printer("[error_policy]\nsensor_excursion: pause\n");

    EXPECT_NE(printer.problems().find("sensor_excursion: "), std::string::npos)
        << printer.problems();
    EXPECT_NE(printer.problems().find("[pause_resume]"), std::string::npos);
}

}  // namespace
}  // namespace escapement::modules
