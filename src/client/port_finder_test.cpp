// Claims about finding a printer among the serial ports.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/port_finder.hpp"

#include <gtest/gtest.h>

#include "client/testing_sim.hpp"

namespace escapement::client {
namespace {

class Idle final : public runtime::Actor {
  public:
    void poll(base::HostTime) override {}
    base::HostTime next_wake() const override { return runtime::never; }
};

class PortFinderTest : public ::testing::Test {
  protected:
    bool find(SerialOptions options) {
        PortFinder finder(world, world.executor);
        finder.on_place([this](const std::string& path) { places += path + " "; });
        auto task = finder.find(std::move(options));
        task.start();
        Idle idle;
        for (int i = 0; i < 200 && !task.done(); ++i) world.pass(base::Seconds(1), idle);
        EXPECT_TRUE(task.done());
        found = task.take();
        trouble = finder.trouble();
        several = finder.several();
        none_opened = finder.none_opened();
        return found.has_value();
    }
    SimWorld world;
    std::optional<FoundPort> found;
    std::string trouble, places;
    bool none_opened = false, several = false;
};

TEST_F(PortFinderTest, every_usual_rate_is_tried) {
    for (const int baud : usual_bauds) {
        auto& port = world.add("/dev/ttyUSB0");
        port.baud = baud;
        ASSERT_TRUE(find({}));
        EXPECT_EQ(found->baud, baud);
        found.reset();
    }
}

TEST_F(PortFinderTest, a_boot_text_is_enough_and_nothing_is_sent) {
    auto& port = world.add("/dev/ttyUSB0");
    port.baud = 250000;
    port.resets_on_open = true;

    ASSERT_TRUE(find({}));
    EXPECT_EQ(port.written, "");
}

TEST_F(PortFinderTest, an_unusual_rate_that_was_named_is_tried_and_no_other) {
    auto& port = world.add("/dev/ttyUSB0");
    port.baud = 74880;
    EXPECT_FALSE(find({}));
    EXPECT_TRUE(find({.baud = 74880}));
    EXPECT_FALSE(find({.baud = 115200}));
}

TEST_F(PortFinderTest, a_port_that_was_named_and_is_not_there_is_told) {
    EXPECT_FALSE(find({.port = "/dev/ttyUSB3"}));
    EXPECT_EQ(trouble, "/dev/ttyUSB3: no such device");
    EXPECT_TRUE(none_opened);
}

TEST_F(PortFinderTest, of_several_printers_none_is_chosen) {
    world.add("/dev/ttyACM0").baud = 250000;
    world.add_modem("/dev/ttyACM1");
    world.add("/dev/ttyUSB0").baud = 115200;
    EXPECT_FALSE(find({}));
    EXPECT_TRUE(several);
    EXPECT_EQ(trouble,
              "several printers answer; which one is meant? --port /dev/ttyACM0 --baud 250000, "
              "--port /dev/ttyUSB0 --baud 115200");
    ASSERT_TRUE(find({.port = "/dev/ttyUSB0"}));
    EXPECT_FALSE(several);
    EXPECT_EQ(found->path, "/dev/ttyUSB0");
}

TEST_F(PortFinderTest, of_several_ports_each_has_its_trouble) {
    world.add_modem("/dev/ttyACM0");
    world.add_modem("/dev/ttyACM1");
    EXPECT_FALSE(find({.baud = 250000}));
    EXPECT_EQ(trouble,
              "/dev/ttyACM0: nothing there answers like a printer, at 250000 baud; is it switched "
              "on, and the rate right?; /dev/ttyACM1: nothing there answers like a printer, at "
              "250000 baud; is it switched on, and the rate right?");
    EXPECT_FALSE(none_opened);
    EXPECT_EQ(places, "/dev/ttyACM0 /dev/ttyACM1 ");
}

}  // namespace
}  // namespace escapement::client
