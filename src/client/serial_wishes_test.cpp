// Claims about wishes that a printer on a serial port does not answer.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/serial_wishes.hpp"

#include <gtest/gtest.h>

#include "client/testing_serial.hpp"

namespace escapement::client {
namespace {

TEST(SerialWishes, files_begin_prints) {
    EXPECT_TRUE(starts_print(StartFile{"A.GCO"}));
    EXPECT_TRUE(starts_print(StreamFile{"a.gcode"}));
    EXPECT_FALSE(starts_print(Resume{}));
}

class SerialWishesTest : public SerialBackendTest {};

TEST_F(SerialWishesTest, an_emergency_stop_goes_out_whatever_the_printer_owes) {
    auto& port = printer();
    online(port);
    port.dead = true;
    const auto move = backend->submit(Send{"G28"});
    pass(60);
    EXPECT_EQ(known().link, Link::asking);
    port.written.clear();
    const auto stop = backend->submit(Send{"M112"});

    EXPECT_EQ(port.written, "\nM112\n");
    EXPECT_EQ(outcome(stop), "good");
    EXPECT_EQ(outcome(move), "pending");  // taken with the events before
}

TEST_F(SerialWishesTest, an_emergency_stop_goes_out_before_the_first_question) {
    auto& port = printer();
    connect();
    pass(0.5);
    EXPECT_EQ(known().link, Link::listening);
    backend->submit(EmergencyStop{});

    EXPECT_EQ(port.written, "\nM112\n");
}

TEST_F(SerialWishesTest, an_emergency_stop_goes_to_the_only_port_at_every_rate) {
    auto& port = printer();
    port.baud = 57600;  // the last that is tried
    connect({});
    EXPECT_TRUE(is_reachable(known()));
    pass(3.5);  // it has booted, and has been asked at the first rate
    const auto stop = backend->submit(Send{"M112"});
    pass(2);

    EXPECT_TRUE(port.board->halted());
    EXPECT_EQ(outcome(stop), "good");
    EXPECT_EQ(known().link, Link::searching);
    EXPECT_FALSE(known().no_port);
}

TEST_F(SerialWishesTest, an_emergency_stop_keeps_to_the_rate_that_was_named) {
    auto& port = printer();
    connect({"", 115200});
    pass(2);
    port.written.clear();
    backend->submit(EmergencyStop{});
    pass(1);

    EXPECT_EQ(port.written.substr(0, 8), "\nM112\n");
    EXPECT_EQ(port.written.find("M112", 8), std::string::npos);
}

TEST_F(SerialWishesTest, of_several_ports_none_is_stopped_by_guess) {
    auto& port = printer();
    world.add_modem("/dev/ttyACM0");
    connect({});
    EXPECT_FALSE(is_reachable(known()));

    EXPECT_EQ(outcome(backend->submit(EmergencyStop{})),
              "M112 is not sent: no printer has answered yet, and there are several ports; name "
              "its own with --port");
    EXPECT_EQ(port.written, "");
}

TEST_F(SerialWishesTest, an_emergency_stop_without_a_port_says_why) {
    connect({});
    EXPECT_EQ(outcome(backend->submit(EmergencyStop{})),
              "no printer found: there is no serial port (/dev/ttyACM*, /dev/ttyUSB*); is it "
              "plugged in and switched on?");
}

TEST_F(SerialWishesTest, a_silent_printer_ends_a_command) {
    auto& port = printer();
    online(port);
    port.dead = true;
    const auto ticket = backend->submit(Send{"M114"});
    pass(310);

    EXPECT_EQ(outcome(ticket), "the printer has not answered for 5 minutes");
}

}  // namespace
}  // namespace escapement::client
