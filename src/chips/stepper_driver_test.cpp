// Registers and fields of stepper drivers.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "chips/stepper_driver.hpp"

#include <gtest/gtest.h>

#include "chips/driver_chips.hpp"

namespace escapement::chips {
namespace {

const DriverChip* const all_chips[] = {
    &tmc2130(), &tmc2208(), &tmc2209(), &tmc2240(), &tmc2660(), &tmc5160()};

std::string described(const DriverChip& chip, std::string_view reg, std::uint32_t value) {
    return chip.describe(*chip.find(reg), value);
}

TEST(DriverField, holds_what_fits_and_no_more) {
    const DriverField sgt{.name = "sgt", .first_bit = 16, .bits = 7, .is_signed = true};

    EXPECT_EQ(sgt.mask(), 0x7f0000u);
    EXPECT_EQ(sgt.least(), -64);
    EXPECT_EQ(sgt.put(0xffffffff, 0), 0xff80ffffu);
    EXPECT_EQ(sgt.of(sgt.put(0, -5)), -5);
    EXPECT_EQ(sgt.of(sgt.put(0, 63)), 63);
}

TEST(DriverField, may_be_a_whole_register) {
    const auto [reg, field] = tmc5160().find_field("mslut4");

    EXPECT_EQ(field->mask(), 0xffffffffu);
    EXPECT_EQ(field->most(), 4294967295);
    EXPECT_EQ(reg->address, 0x64);
}

TEST(DriverChip, fields_of_a_register_do_not_overlap) {
    for (const DriverChip* chip : all_chips)
        for (const DriverRegister& reg : chip->registers()) {
            std::uint64_t end = 0;
            for (const DriverField& field : reg.fields) {
                EXPECT_GE(field.first_bit, end) << chip->name() << " " << reg.name << field.name;
                end = field.first_bit + field.bits;
            }
        }
}

TEST(DriverChip, presets_fit_their_fields) {
    for (const DriverChip* chip : all_chips)
        for (const FieldPreset& preset : chip->presets()) {
            EXPECT_LE(preset.number, preset.field->most()) << chip->name() << preset.field->name;
            EXPECT_GE(preset.number, preset.field->least()) << chip->name() << preset.field->name;
        }
}

TEST(DriverChip, values_are_described_as_people_search_for_them) {
    const DriverChip& chip = tmc2209();

    EXPECT_EQ(described(chip, "GSTAT", 1), "GSTAT:      00000001 reset=1(Reset)");
    EXPECT_EQ(described(chip, "CHOPCONF", 0x14010053),
              "CHOPCONF:   14010053 toff=3 hstrt=5 tbl=2 mres=4(16usteps) intpol=1");
    EXPECT_EQ(described(chip, "IOIN", 0x21000041),
              "IOIN:       21000041 enn=1 pdn_uart=1 version=0x21");
    EXPECT_EQ(described(chip, "DRV_STATUS", 0xc0000001),
              "DRV_STATUS: c0000001 otpw=1(OvertempWarning!) cs_actual=0(Reset?) stealth=1 stst=1");
    EXPECT_EQ(described(chip, "MSCURACT", 0x00f701ff), "MSCURACT:   00f701ff cur_a=-1 cur_b=247");
}

TEST(DriverChip, some_zeros_mean_something) {
    EXPECT_EQ(described(tmc2660(), "DRVCONF", 0x310),
              "DRVCONF:    00000310 rdsel=1 vsense=0(305mV) ts2g=3");
    EXPECT_EQ(described(tmc2660(), "CHOPCONF", 0x10000),
              "CHOPCONF:   00010000 chm=0(spreadCycle) tbl=2");
    EXPECT_EQ(described(tmc2660(), "READRSP@RDSEL2", 0x300),
              "READRSP@RDSEL2: 00000300 s2gb=1(ShortToGND_B!) ola=1(OpenLoad_A!) se=0(Reset?)");
    EXPECT_EQ(described(tmc2130(), "IOIN", 0), "IOIN:       00000000 version=0x0");
}

TEST(DriverChip, converters_tell_volts_and_degrees) {
    EXPECT_EQ(described(tmc2240(), "ADC_TEMP", 2300),
              "ADC_TEMP:   000008fc adc_temp=0x08fc(34.0C)");
    EXPECT_EQ(described(tmc2240(), "ADC_VSUPPLY_AIN", 0x10000 + 2466),
              "ADC_VSUPPLY_AIN: 000109a2 adc_vsupply=0x09a2(23.999V) adc_ain=0x0001(0.305mV)");
}

TEST(DriverChip, the_layout_of_inputs_depends_on_a_bit_of_them) {
    const DriverChip& chip = tmc2208();
    const DriverRegister& inputs = *chip.find("IOIN");

    EXPECT_EQ(chip.layout(inputs, 0x20000141).name, "IOIN@TMC220x");
    EXPECT_EQ(chip.layout(inputs, 0x20000041).name, "IOIN@TMC222x");
    EXPECT_EQ(tmc2209().layout(*tmc2209().find("IOIN"), 0x100).name, "IOIN");
}

TEST(DriverChip, is_found_by_its_name) {
    EXPECT_EQ(find_driver_chip("tmc5160"), &tmc5160());
    EXPECT_EQ(find_driver_chip("tmc9999"), nullptr);
    EXPECT_EQ(tmc2209().find_field("sgt").first, nullptr);
}

TEST(DriverRegisters, remember_what_was_set_in_its_order) {
    DriverRegisters registers(tmc2209());

    registers.set("toff", 3);
    registers.set("irun", 20);
    registers.set("hstrt", 5);

    ASSERT_EQ(registers.all().size(), 2u);
    EXPECT_EQ(registers.all()[0].first->name, "CHOPCONF");
    EXPECT_EQ(registers.all()[0].second, 0x53u);
    EXPECT_EQ(registers.field("hstrt"), 5);
    EXPECT_EQ(registers.field("ihold"), 0);
    EXPECT_TRUE(registers.is_set(*tmc2209().find("IHOLD_IRUN")));
    EXPECT_FALSE(registers.is_set(*tmc2209().find("GSTAT")));
}

TEST(SpeedThreshold, counts_periods_of_the_clock_in_the_finest_step) {
    // 40 mm in 200 full steps of 16 microsteps; 100 mm/s.
    EXPECT_EQ(speed_threshold(12e6, 40.0 / 3200, 4, 100.0), 94);
    EXPECT_EQ(speed_threshold(12e6, 40.0 / 3200, 4, 0.0), slowest_threshold);
    EXPECT_EQ(speed_threshold(12e6, 40.0 / 3200, 4, 1e-9), slowest_threshold);
    EXPECT_EQ(speed_threshold(12e6, 40.0 / 3200, 4, 999999.0), 0);
}

}  // namespace
}  // namespace escapement::chips
