// Claims about a printer on a serial port, from finding it to losing it, in virtual time.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/serial_backend.hpp"

#include <gtest/gtest.h>

#include "client/testing_serial.hpp"

namespace escapement::client {
namespace {

using base::Seconds;

TEST_F(SerialBackendTest, of_several_printers_none_is_chosen_and_none_is_asked_again) {
    world.add("/dev/ttyACM0");
    world.add("/dev/ttyUSB0");
    connect(SerialOptions{});
    pass(120);
    EXPECT_EQ(known().link, Link::searching);
    EXPECT_TRUE(known().refused);
    EXPECT_EQ(known().trouble,
              "several printers answer; which one is meant? --port /dev/ttyACM0 --baud 115200, "
              "--port /dev/ttyUSB0 --baud 115200");
    EXPECT_EQ(outcome(backend->submit(Send{"G28"})), "there is no printer online");
    backend->disconnect();
}

TEST_F(SerialBackendTest, connected_is_not_online) {
    world.add_modem("/dev/ttyUSB0").modem = false;
    connect();
    pass(1);
    EXPECT_EQ(known().link, Link::listening);
    pass(10);

    EXPECT_EQ(known().link, Link::asking);
    EXPECT_FALSE(known().was_online);
    EXPECT_TRUE(known().hotends.empty());
    pass(20);
    EXPECT_EQ(known().trouble,
              "/dev/ttyUSB0 at 115200 baud: no answer; is the printer switched on, and the rate "
              "right?");
}

TEST_F(SerialBackendTest, a_board_that_resets_is_given_time_before_the_first_byte) {
    auto& port = printer();
    port.resets_on_open = true;
    connect();
    pass(3.5);

    EXPECT_EQ(known().link, Link::online);
    ASSERT_FALSE(port.write_times.empty());
    EXPECT_GE(port.write_times.front(), base::HostTime{} + std::chrono::milliseconds(2500));
}

TEST_F(SerialBackendTest, chatter_without_end_is_not_waited_for) {
    for (const char* chatter : {"wait\n", " T:20.1 /0.0 B:21.0 /0.0 @:0\n"}) {
        auto& port = printer();
        connect();
        for (int i = 0; i < 5; ++i) {
            port.inbox += chatter;
            pass(0.5);
        }
        EXPECT_EQ(known().link, Link::online) << chatter;
        EXPECT_GE(port.write_times.front(), base::HostTime{} + std::chrono::seconds(1));
    }
}

TEST_F(SerialBackendTest, reports_are_switched_off_and_asked_for_instead) {
    auto& port = printer();
    connect();
    pass(60);

    EXPECT_EQ(known().dialect, Dialect::marlin);
    EXPECT_NE(port.written.find("M155 S0\n"), std::string::npos);
    EXPECT_NE(port.written.find("M27 S0\n"), std::string::npos);
    const auto count = [&](const std::string& line) {
        int found = 0;
        for (auto at = port.written.find(line); at != std::string::npos;
             at = port.written.find(line, at + 1))
            ++found;
        return found;
    };
    EXPECT_NEAR(count("M105\n"), 30, 3);
    EXPECT_NEAR(count("M27\n"), 12, 2);
}

TEST_F(SerialBackendTest, what_is_not_told_is_absent) {
    online(printer());

    ASSERT_EQ(known().hotends.size(), 1u);
    EXPECT_TRUE(known().bed);
    EXPECT_FALSE(known().chamber);
    EXPECT_FALSE(known().fan);
    EXPECT_FALSE(known().babystep);
    EXPECT_FALSE(known().mesh);
    EXPECT_EQ(known().feed_rate, 1.0);
    EXPECT_EQ(known().job->state, JobState::idle);
    EXPECT_FALSE(known().job->progress);
}

TEST_F(SerialBackendTest, the_port_and_the_rate_are_found) {
    world.add_modem("/dev/ttyACM0");
    auto& port = printer();
    port.baud = 230400;
    connect({});
    pass(40);

    EXPECT_EQ(known().link, Link::online);
    EXPECT_EQ(known().where, "/dev/ttyUSB0 at 230400 baud");
}

TEST_F(SerialBackendTest, a_modem_is_no_printer) {
    world.add_modem("/dev/ttyACM0");
    connect({});
    pass(60);

    EXPECT_EQ(known().link, Link::searching);
    EXPECT_EQ(
        known().trouble,
        "/dev/ttyACM0: nothing there answers like a printer, at any usual baud rate; if it has "
        "another, --baud names it");
}

TEST_F(SerialBackendTest, a_computer_without_ports_is_told_and_looked_at_again) {
    connect({});
    pass(5);
    EXPECT_TRUE(known().no_port);
    EXPECT_EQ(known().trouble,
              "no printer found: there is no serial port (/dev/ttyACM*, /dev/ttyUSB*); is it "
              "plugged in and switched on?");

    printer();
    pass(30);
    EXPECT_EQ(known().link, Link::online);
    EXPECT_FALSE(known().no_port);
}

TEST_F(SerialBackendTest, a_port_that_is_not_there_is_told_at_once) {
    connect({"/dev/ttyUSB7", 115200});
    EXPECT_TRUE(known().no_port);
    EXPECT_EQ(known().trouble, "/dev/ttyUSB7: no such device");

    connect({"/dev/ttyUSB7", 0});
    EXPECT_TRUE(known().no_port);
    EXPECT_EQ(known().trouble, "/dev/ttyUSB7: no such device");
}

TEST_F(SerialBackendTest, the_port_that_is_being_tried_is_known) {
    world.add_modem("/dev/ttyACM0");
    world.add_modem("/dev/ttyACM1");
    connect({});
    EXPECT_EQ(known().where, "/dev/ttyACM0");
    pass(12);
    EXPECT_EQ(known().where, "/dev/ttyACM1");
}

TEST_F(SerialBackendTest, wishes_become_gcode_and_are_remembered) {
    auto& port = printer({.tools = 2});
    port_ = &port;
    online(port);

    backend->submit(SetHotend{1, 210});
    backend->submit(SetBed{60});
    backend->submit(SetFan{0.5});
    backend->submit(SetFlow{0.9});
    backend->submit(Babystep{0.05});
    const auto last = backend->submit(Babystep{-0.15});
    pass(3);

    EXPECT_EQ(told(), "M104 T1 S210|M140 S60|M106 S128|M221 S90|M290 Z0.05|M290 Z-0.15|");
    EXPECT_EQ(outcome(last), "good");
    EXPECT_EQ(known().hotends[1].target, 210.0);
    EXPECT_EQ(known().bed->target, 60.0);
    EXPECT_NEAR(*known().fan, 0.5, 0.002);
    EXPECT_EQ(known().flow, 0.9);
    EXPECT_NEAR(*known().babystep, -0.1, 1e-9);
    backend->submit(ResetBabystep{});
    pass(1);
    EXPECT_EQ(known().babystep, 0.0);
}

TEST_F(SerialBackendTest, complaints_of_the_printer_end_a_command) {
    online(printer());
    const auto ticket = backend->submit(Send{"BOGUS"});
    pass(1);

    EXPECT_EQ(outcome(ticket), "Unknown command: \"BOGUS\"");
}

TEST_F(SerialBackendTest, polling_is_told_from_what_people_ask) {
    online(printer());
    const auto heard = [&] {
        std::string text;
        for (const auto& event : backend->events().take().events)
            if (event.kind == Event::Kind::heard && !event.routine) text += event.text + "|";
        return text;
    };
    pass(30);
    EXPECT_EQ(heard(), "");
    backend->submit(Send{"M105"});
    pass(1);
    EXPECT_EQ(heard(), "ok T:21.30 /0.00 B:21.30 /0.00 @:0 B@:0|");
    backend->submit(ListFiles{});
    pass(1);
    EXPECT_EQ(heard(), "");
    backend->submit(Send{"M20"});
    pass(1);
    EXPECT_NE(heard().find("CUBE.GCO"), std::string::npos);
}

TEST_F(SerialBackendTest, nothing_can_be_asked_of_a_printer_that_is_not_there) {
    connect();
    pass(2);
    const auto ticket = backend->submit(SetBed{60});

    EXPECT_EQ(outcome(ticket), "there is no printer online");
}

TEST_F(SerialBackendTest, a_print_from_the_card_from_start_to_end) {
    auto& port = printer();
    port_ = &port;
    online(port);
    backend->submit(ListFiles{});
    pass(1);
    ASSERT_TRUE(known().files);
    EXPECT_EQ((*known().files)[0].name, "Calibration cube 20 mm.gcode");

    backend->submit(StartFile{"CUBE.GCO"});
    pass(60);
    EXPECT_EQ(known().job->state, JobState::printing);
    EXPECT_EQ(known().job->name, "Calibration cube 20 mm.gcode");
    EXPECT_NEAR(*known().job->progress, 60 * 800.0 / 250460, 0.02);
    EXPECT_NEAR(*known().job->elapsed_s, 60, 6);
    EXPECT_NEAR(*known().job->left_s, 250, 15);
    EXPECT_EQ(outcome(backend->submit(ListFiles{})), "the card is not read while it prints");
    EXPECT_EQ(outcome(backend->submit(StartFile{"X"})), "a print is under way");

    backend->submit(Pause{});
    pass(20);
    EXPECT_EQ(known().job->state, JobState::paused);
    backend->submit(Resume{});
    pass(300);
    EXPECT_EQ(known().job->state, JobState::finished);
    EXPECT_EQ(known().job->progress, 1.0);
}

TEST_F(SerialBackendTest, a_print_from_the_card_is_cancelled) {
    auto& port = printer();
    online(port);
    backend->submit(StartFile{"CUBE.GCO"});
    pass(20);
    backend->submit(Cancel{});
    pass(10);

    EXPECT_EQ(known().job->state, JobState::cancelled);
    EXPECT_FALSE(port.board->card().printing());
    EXPECT_EQ(port.written.find("M104 S0"), std::string::npos);  // M524 does that
}

TEST_F(SerialBackendTest, firmware_that_can_only_pause_is_told_to_cool_down) {
    auto& port = printer({.aborts = false});
    port_ = &port;
    online(port);
    backend->submit(StartFile{"CUBE.GCO"});
    backend->submit(SetHotend{0, 60.0});
    pass(20);
    port.written.clear();
    backend->events().take();
    const auto ticket = backend->submit(Cancel{});
    pass(10);

    EXPECT_EQ(told(), "M524|M25|M104 S0|M140 S0|M107|");
    EXPECT_FALSE(port.board->heaters().any_on());
    EXPECT_FALSE(port.board->card().printing());
    bool told_why = false;
    std::string end = "pending";
    for (const auto& event : backend->events().take().events) {
        told_why = told_why || event.text ==
                                   "this firmware leaves heaters on when a print is "
                                   "cancelled: heaters and fan are switched off";
        if (event.kind == Event::Kind::done && event.ticket == ticket) end = event.text;
    }
    EXPECT_TRUE(told_why);
    EXPECT_EQ(end, "");
    pass(60);  // it goes on to say at which byte it stands
    EXPECT_EQ(known().job->state, JobState::cancelled);
}

TEST_F(SerialBackendTest, a_file_that_is_not_on_the_card_is_not_started) {
    auto& port = printer();
    port_ = &port;
    online(port);
    const auto ticket = backend->submit(StartFile{"NO.GCO"});
    pass(2);

    EXPECT_EQ(outcome(ticket), "open failed, File: NO.GCO.");
    EXPECT_EQ(told().find("M24"), std::string::npos);
}

TEST_F(SerialBackendTest, unplugged_for_ten_seconds_in_a_print_nothing_disturbs_it) {
    auto& port = printer();
    online(port);
    backend->submit(StartFile{"CUBE.GCO"});
    pass(60);
    const auto gone = world.clock.now();
    world.unplug(port);
    port.write_times.clear();
    port.written.clear();
    pass(2);
    EXPECT_EQ(known().link, Link::opening);
    EXPECT_EQ(known().job->state, JobState::printing);
    EXPECT_FALSE(known().trouble.empty());
    pass(8);
    world.replug(port);
    pass(12);

    EXPECT_EQ(known().link, Link::online);
    EXPECT_EQ(known().job->state, JobState::printing);
    EXPECT_TRUE(port.board->card().printing());
    EXPECT_TRUE(port.written.starts_with("M105\n")) << port.written;
    EXPECT_GE(port.write_times.front(), gone + std::chrono::seconds(13));
    pass(5);
    EXPECT_NEAR(*known().job->progress, 87 * 800.0 / 250460, 0.03);
}

TEST_F(SerialBackendTest, a_printer_that_comes_back_by_another_name_is_followed) {
    world.add_modem("/dev/ttyUSB7");
    auto& port = printer();
    connect({});
    pass(20);
    ASSERT_EQ(known().link, Link::online);
    world.unplug(port);
    world.add("/dev/ttyUSB1");
    pass(20);

    EXPECT_EQ(known().link, Link::online);
    EXPECT_EQ(known().where, "/dev/ttyUSB1 at 115200 baud");
}

TEST_F(SerialBackendTest, a_reset_in_the_middle_of_a_print_is_told) {
    auto& port = printer();
    online(port);
    backend->submit(StartFile{"CUBE.GCO"});
    pass(20);
    port.board->reset(world.clock.now());
    pass(10);

    EXPECT_EQ(known().job->state, JobState::failed);
    EXPECT_EQ(known().link, Link::online);
}

TEST_F(SerialBackendTest, a_firmware_that_stops_ends_a_command) {
    auto& port = printer();
    online(port);
    const auto ticket = backend->submit(Send{"M109 S200"});
    pass(1);
    port.board->hear("!sim kill\n", world.clock.now());
    pass(1);

    EXPECT_EQ(outcome(ticket), "Heating failed, system stopped! Heater_ID: 0");
}

TEST_F(SerialBackendTest, a_firmware_that_has_stopped_is_told) {
    auto& port = printer();
    online(port);
    backend->submit(EmergencyStop{});
    pass(1);

    EXPECT_TRUE(port.board->halted());
    EXPECT_EQ(known().halted, "Printer halted. kill() called!");
}

}  // namespace
}  // namespace escapement::client
