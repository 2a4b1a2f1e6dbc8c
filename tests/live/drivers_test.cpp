// Stepper drivers with registers in a simulated printer: over a serial line and over SPI.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "stage.hpp"

namespace escapement::app {
namespace {

std::string replaced(std::string text, const std::string& from, const std::string& to) {
    const auto place = text.find(from);
    EXPECT_NE(place, std::string::npos) << from;
    return text.replace(place, from.size(), to);
}

std::string example_text() {
    std::ifstream example(ESCAPEMENT_SOURCE_DIR "/examples/corexy.cfg");
    return {std::istreambuf_iterator<char>(example), {}};
}

// Two on one line; the others each on its own.
const std::string serial_drivers =
    "\n[tmc2209 stepper_x]\nuart_pin: PG0\nuart_address: 0\nrun_current: 0.8\ndiag_pin: PG6\n"
    "driver_SGTHRS: 80\n"
    "[tmc2209 stepper_y]\nuart_pin: PG0\nuart_address: 3\nrun_current: 0.8\n"
    "[tmc2208 stepper_z]\nuart_pin: PG1\ntx_pin: PG2\nrun_current: 0.5\n"
    "[tmc2209 extruder]\nuart_pin: PG3\nrun_current: 0.4\nstealthchop_threshold: 999999\n";

const std::string spi_wires =
    "spi_software_sclk_pin: PG10\nspi_software_mosi_pin: PG11\nspi_software_miso_pin: PG12\n";
const std::string spi_drivers =
    "\n[tmc5160 stepper_x]\ncs_pin: PG0\nchain_length: 2\nchain_position: 1\nrun_current: 1.2\n" +
    spi_wires +
    "[tmc5160 stepper_y]\ncs_pin: PG0\nchain_length: 2\nchain_position: 2\nrun_current: 1.2\n" +
    spi_wires +
    "[tmc2130 stepper_z]\ncs_pin: PG1\nspi_bus: spi1\nrun_current: 0.5\n"
    "[tmc2660 extruder]\ncs_pin: PG2\nspi_bus: spi1\nrun_current: 0.6\nsense_resistor: 0.051\n";

TEST(Drivers, on_serial_lines_are_set_up_and_asked) {
    Stage stage(serial_drivers);
    stage.type(3.0, "G28\nG1 X50 Y60 Z5 F6000\nM400\nDUMP_TMC STEPPER=stepper_y");
    stage.type(60.0, "SET_TMC_CURRENT STEPPER=extruder CURRENT=0.3");

    stage.run(65.0);

    const auto& said = stage.terminal.answers;
    EXPECT_TRUE(stage.said("Printer is ready") || stage.noted("Printer is ready")) << said;
    EXPECT_FALSE(stage.said("TMC")) << said;
    EXPECT_TRUE(stage.said("// IHOLD_IRUN: 00081919 ihold=25 irun=25 iholddelay=8")) << said;
    EXPECT_TRUE(stage.said("// GSTAT:      00000000")) << said;
    EXPECT_TRUE(stage.said("// IOIN:       21000000 version=0x21")) << said;
    EXPECT_TRUE(stage.said("Run Current: 0.31A Hold Current: 0.31A")) << said;
    const auto pose = stage.world.machine().pose();
    EXPECT_NEAR(pose.x, 50.0, 0.1);
    EXPECT_NEAR(pose.y, 60.0, 0.1);
    EXPECT_EQ(stage.world.machine().lost_steps(), 0u);
    EXPECT_EQ(stage.world.drivers().model(0).field("sgthrs"), 80);
}

TEST(Drivers, on_spi_buses_are_set_up_and_asked) {
    Stage stage(spi_drivers);
    stage.type(3.0, "G28\nG1 X50 Y60 Z5 F6000\nM400\nDUMP_TMC STEPPER=stepper_y");
    stage.type(50.0, "DUMP_TMC STEPPER=extruder");
    stage.type(55.0, "DUMP_TMC STEPPER=stepper_z REGISTER=ioin");

    stage.run(60.0);

    const auto& said = stage.terminal.answers;
    EXPECT_FALSE(stage.said("!!")) << said;
    EXPECT_TRUE(stage.said("version=0x30")) << said;
    EXPECT_TRUE(stage.said("// IOIN:       11000000 version=0x11")) << said;
    EXPECT_TRUE(stage.said("// READRSP@RDSEL2:")) << said;
    EXPECT_NEAR(stage.world.machine().pose().x, 50.0, 0.1);
    EXPECT_EQ(stage.world.drivers().model(0).field("irun"), 31);
}

TEST(Drivers, one_stands_in_for_an_endstop_and_is_left_as_it_was) {
    const auto text = replaced(
        example_text(), "endstop_pin: ^PC4", "endstop_pin: tmc2209_stepper_x:virtual_endstop");
    Stage stage("", text + serial_drivers);
    stage.type(3.0, "G28 X");

    stage.run(40.0);

    EXPECT_FALSE(stage.said("!!")) << stage.terminal.answers;
    EXPECT_NEAR(stage.world.machine().pose().x, 230.0, 0.1);
    const auto& driver = stage.world.drivers().model(0);
    EXPECT_EQ(driver.field("en_spreadcycle"), 1);
    EXPECT_EQ(driver.field("tpwmthrs"), 0xfffff);
    EXPECT_EQ(driver.field("tcoolthrs"), 0);
}

TEST(Drivers, the_phase_of_a_motor_does_not_change_as_it_moves) {
    Stage stage(
        serial_drivers +
        "[gcode_macro SHOW]\ngcode: M118 phase {printer['tmc2209 stepper_x']"
        ".mcu_phase_offset} {printer['tmc2209 stepper_x'].drv_status.cs_actual}\n[respond]\n");
    stage.type(3.0, "G28 X Y\nM400\nSHOW");
    stage.type(40.0, "G1 X30.33 Y51.71 F6000\nG28 X Y\nM400\nSHOW");

    stage.run(80.0);

    const auto& said = stage.terminal.answers;
    const auto first = said.find("phase "), second = said.rfind("phase ");
    ASSERT_NE(first, second) << said;
    EXPECT_EQ(said.substr(first, 12), said.substr(second, 12));
    EXPECT_EQ(said.find("None", first), std::string::npos) << said;
}

TEST(Drivers, one_that_is_not_there_stops_the_printer_when_its_motor_is_to_move) {
    Stage stage(serial_drivers);
    auto blueprint = *make_blueprint(stage.read().document);
    blueprint.drivers.erase(blueprint.drivers.begin());
    sim::World world(blueprint);
    ScriptedWorld outside{world};
    SimWiring wiring{world};
    outside.at(3.0, [&] { stage.terminal.type("G28 Z\nG28 X\n"); });
    outside.at(40.0, [] { std::raise(SIGINT); });

    LivePrinter live({.outside = outside,
                      .wiring = wiring,
                      .journal = stage.journal,
                      .read_config = [&] { return stage.read(); },
                      .port = &stage.port,
                      .work = {},
                      .patience = stage.patience});
    live.run();

    EXPECT_TRUE(
        stage.said("TMC stepper_x failed to init: Unable to read tmc uart 'stepper_x' "
                   "register IFCNT"))
        << stage.terminal.answers;
    EXPECT_TRUE(stage.said("it may be without motor power")) << stage.terminal.answers;
    auto on = world.machine().outputs_on();
    std::erase_if(on, [](const auto& name) { return name.starts_with("heater_fan"); });
    EXPECT_EQ(on, std::vector<std::string>{});
}

}  // namespace
}  // namespace escapement::app
