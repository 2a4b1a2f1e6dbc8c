// Currents of stepper drivers; the numbers are what Klipper makes of the same currents.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "chips/driver_current.hpp"

#include <gtest/gtest.h>

#include "chips/driver_chips.hpp"

namespace escapement::chips {
namespace {

struct Rig {
    Rig(const DriverChip& chip, DriverCurrent::Resistors resistors)
        : registers(chip), current(registers, resistors) {}
    std::uint32_t value(std::string_view name) {
        return registers.value(*registers.chip().find(name));
    }
    std::string changed(double run, std::optional<double> hold) {
        std::string names;
        for (const auto* reg : current.set(run, hold)) names += reg->name + " ";
        return names;
    }
    DriverRegisters registers;
    DriverCurrent current;
};

TEST(SenseRange, is_fine_as_long_as_that_is_enough) {
    struct Case {
        double run;
        std::uint32_t chopper, currents;
        double is_run, is_hold;
    };
    for (const Case& c : {Case{0.2, 0x20000, 0x606, 0.214172, 0.214172},
                          Case{0.5, 0x20000, 0xf0f, 0.489535, 0.489535},
                          Case{0.8, 0x20000, 0x190f, 0.795495, 0.489535},
                          Case{1.1, 0x0, 0x1308, 1.087857, 0.489535},
                          Case{2.0, 0x0, 0x1f08, 1.740571, 0.489535}}) {
        Rig rig(tmc2209(), {.sense_ohm = 0.11});
        rig.current.begin(c.run, 0.5);

        EXPECT_EQ(rig.value("CHOPCONF"), c.chopper) << c.run;
        EXPECT_EQ(rig.value("IHOLD_IRUN"), c.currents) << c.run;
        EXPECT_NEAR(rig.current.run(), c.is_run, 1e-6);
        EXPECT_NEAR(*rig.current.hold(), c.is_hold, 1e-6);
    }
}

TEST(SenseRange, of_other_resistors) {
    Rig rig(tmc2130(), {.sense_ohm = 0.22});
    rig.current.begin(0.5, std::nullopt);

    EXPECT_EQ(rig.value("IHOLD_IRUN"), 0x1d1du);
    EXPECT_EQ(rig.current.most(), 2.0);
    EXPECT_EQ(rig.current.requested_hold(), std::nullopt);
}

TEST(SenseRange, only_what_changes_is_written) {
    Rig rig(tmc2209(), {.sense_ohm = 0.11});
    rig.current.begin(0.8, 0.5);

    EXPECT_EQ(rig.changed(0.7, 0.5), "IHOLD_IRUN ");
    EXPECT_EQ(rig.changed(1.5, 0.5), "CHOPCONF IHOLD_IRUN ");
}

TEST(ScaledRange, of_a_sense_resistor) {
    struct Case {
        double run;
        std::uint32_t scaler, currents;
        double is_run, is_hold;
    };
    for (const Case& c : {Case{0.2, 0x20, 0x1010, 0.203477, 0.203477},
                          Case{0.8, 0x43, 0x1f0f, 0.801940, 0.400970},
                          Case{2.5, 0xd1, 0x1f04, 2.501574, 0.390871},
                          Case{4.7, 0x0, 0x1f03, 3.064129, 0.383016}}) {
        Rig rig(tmc5160(), {.sense_ohm = 0.075});
        rig.current.begin(c.run, 0.4);

        EXPECT_EQ(rig.value("GLOBALSCALER"), c.scaler) << c.run;
        EXPECT_EQ(rig.value("IHOLD_IRUN"), c.currents) << c.run;
        EXPECT_NEAR(rig.current.run(), c.is_run, 1e-6);
        EXPECT_NEAR(*rig.current.hold(), c.is_hold, 1e-6);
    }
    Rig rig(tmc5160(), {.sense_ohm = 0.033});
    EXPECT_EQ(rig.changed(0.8, std::nullopt), "GLOBALSCALER IHOLD_IRUN ");
    EXPECT_EQ(rig.value("IHOLD_IRUN"), 0x1c1cu);
    EXPECT_EQ(rig.current.most(), 10.0);
}

TEST(ScaledRange, of_a_reference_resistor_is_the_smallest_that_does) {
    struct Case {
        double run;
        std::uint32_t range, scaler, currents;
        double most;
    };
    for (const Case& c : {Case{0.4, 0, 0x94, 0x1f17, 0.692375},
                          Case{0.8, 1, 0x91, 0x1f0b, 1.414214},
                          Case{1.3, 1, 0xeb, 0x1f06, 1.414214},
                          Case{2.1, 2, 0xfd, 0x1f04, 2.121320}}) {
        Rig rig(tmc2240(), {.reference_ohm = 12000.0});
        rig.current.begin(c.run, 0.3);

        EXPECT_EQ(rig.value("DRV_CONF"), c.range) << c.run;
        EXPECT_EQ(rig.value("GLOBALSCALER"), c.scaler) << c.run;
        EXPECT_EQ(rig.value("IHOLD_IRUN"), c.currents) << c.run;
        EXPECT_NEAR(rig.current.most(), c.most, 1e-6);
    }
    const DriverCurrent::Resistors resistors{.reference_ohm = 12000.0};
    EXPECT_NEAR(DriverCurrent::largest(CurrentKind::scaled_reference, resistors), 2.121320, 1e-6);
}

TEST(SenseRange, of_the_2660_has_no_hold_current) {
    Rig rig(tmc2660(), {.sense_ohm = 0.1});
    rig.current.begin(0.5, std::nullopt);
    EXPECT_EQ(rig.value("SGCSCONF"), 0xdu);
    EXPECT_EQ(rig.value("DRVCONF"), 0x40u);
    EXPECT_EQ(rig.current.hold(), std::nullopt);

    EXPECT_EQ(rig.changed(2.0, std::nullopt), "SGCSCONF DRVCONF ");

    EXPECT_EQ(rig.value("SGCSCONF"), 0x1cu);
    EXPECT_EQ(rig.value("DRVCONF"), 0x0u);
    EXPECT_EQ(rig.current.run(), 2.0);
    EXPECT_EQ(rig.current.most(), 2.4);
}

}  // namespace
}  // namespace escapement::chips
