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
