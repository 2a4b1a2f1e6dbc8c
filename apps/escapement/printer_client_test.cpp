// Claims about how a printer is chosen by the command line.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "escapement/printer_client.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

namespace escapement::app {
namespace {

std::string where(const ClientWish& wish) {
    try {
        PrinterClient client(wish);
        return client.backend().snapshot().where;
    } catch (const std::runtime_error& error) {
        return error.what();
    }
}

TEST(PrinterClient, addresses_choose_a_server) {
    EXPECT_EQ(where({.moonraker = "127.0.0.1"}), "http://127.0.0.1:7125");
    EXPECT_EQ(where({.octoprint = "127.0.0.1:5000"}), "http://127.0.0.1:5000");
    EXPECT_EQ(where({.port = "/dev/no-such-port", .baud = 250000}),
              "/dev/no-such-port at 250000 baud");
}

TEST(PrinterClient, what_is_no_address_is_told) {
    EXPECT_EQ(where({.moonraker = "a b"}),
              "'a b' is no address; voron.local or http://192.168.1.5:7125 are");
}

TEST(PrinterClient, a_file_is_looked_at_before_a_port) {
    EXPECT_EQ(why_not_streamed(""), "");
    EXPECT_EQ(why_not_streamed("/no/such.gcode").find("/no/such.gcode"), 0u)
        << why_not_streamed("/no/such.gcode");
}

TEST(PrinterClient, a_port_that_is_not_there_does_not_become_a_printer) {
    PrinterClient client({.port = "/dev/no-such-port", .baud = 250000});
    EXPECT_EQ(client.serve_until_online(base::Seconds(0.0)), PrinterClient::End::late);
    EXPECT_EQ(client.backend().snapshot().trouble,
              "/dev/no-such-port: no such device; is the board connected? ls /dev/serial/by-id/");
}

}  // namespace
}  // namespace escapement::app
