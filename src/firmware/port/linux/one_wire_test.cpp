// Claims about thermometers that are read in the background.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "firmware/port/linux/one_wire.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>

#include "firmware/port/linux/testing/virtual_computer.hpp"

namespace escapement::firmware::linux_port {
namespace {

constexpr std::string_view good =
    "31 00 4b 46 7f ff 0c 10 77 : crc=77 YES\n31 00 4b 46 7f ff 0c 10 77 t=3062\n";

TEST(W1Slave, ends_in_thousandths_of_a_degree) {
    EXPECT_EQ(parse_w1_slave(good), 3062);
    EXPECT_EQ(parse_w1_slave("crc=77 YES\nff t=-1250\n"), -1250);
}

TEST(W1Slave, counts_only_if_its_checksum_is_right) {
    EXPECT_FALSE(parse_w1_slave("crc=77 NO\nff t=3062\n"));
}

TEST(W1Slave, may_hold_anything_else) {
    for (const char* text : {"", "YES", "YES t=", "YES t=x", "YES t=99999999999", "t=3062"})
        EXPECT_FALSE(parse_w1_slave(text)) << text;
}

class OneReader : public ::testing::Test {
  protected:
    Descriptor open(std::string_view text) {
        folder.write("w1_slave", text);
        return Descriptor(::open((folder.path() / "w1_slave").c_str(), O_RDONLY));
    }
    static Reading finished(const OneWireReader& reader) {
        while (reader.state() == Reading::under_way) std::this_thread::yield();
        return reader.state();
    }
    testing::Folder folder;
};

TEST_F(OneReader, reads_when_asked) {
    OneWireReader reader(open(good));
    EXPECT_EQ(reader.state(), Reading::none);

    reader.request();

    EXPECT_EQ(finished(reader), Reading::good);
    EXPECT_EQ(reader.millidegrees(), 3062);
}

TEST_F(OneReader, keeps_the_last_good_value_when_it_fails) {
    OneWireReader reader(open(good));
    reader.request();
    finished(reader);
    folder.write("w1_slave", "");

    reader.request();

    EXPECT_EQ(finished(reader), Reading::failed);
    EXPECT_EQ(reader.millidegrees(), 3062);
}

TEST_F(OneReader, may_be_given_up_at_any_moment) {
    for (int i = 0; i < 20; ++i) {
        OneWireReader reader(open(good));
        if (i % 2) reader.request();
    }
}

}  // namespace
}  // namespace escapement::firmware::linux_port
