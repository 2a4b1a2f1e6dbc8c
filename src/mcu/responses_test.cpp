// Claims about who hears which message.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mcu/responses.hpp"

#include <gtest/gtest.h>

#include "wire/dictionary_builder.hpp"

namespace escapement::mcu {
namespace {

constexpr messages::Oid oid(int number) {
    return {static_cast<std::uint8_t>(number)};
}

struct ResponsesTest : ::testing::Test {
    ResponsesTest() : book(make_book()) {}
    static wire::Codebook make_book() {
        wire::DictionaryBuilder builder;
        builder.response(1, "state oid=%c value=%u");
        builder.response(2, "text data=%*s");
        return *wire::Codebook::make(builder.build());
    }
    static Received payload(std::initializer_list<std::uint8_t> bytes) {
        Received received;
        received.size = static_cast<std::uint8_t>(bytes.size());
        std::copy(bytes.begin(), bytes.end(), received.bytes.begin());
        return received;
    }
    Responses::Listener note(std::string who) {
        return [this, who](wire::Reader fields, const Received&) {
            heard += who + std::to_string(fields.rest().size()) + " ";
        };
    }

    wire::Codebook book;
    Responses responses;
    std::string heard;
};

TEST_F(ResponsesTest, all_messages_of_a_payload_are_told) {
    const auto all = responses.listen(1, {}, note("state:"));
    const auto text = responses.listen(2, {}, note("text:"));

    EXPECT_TRUE(responses.dispatch(payload({1, 7, 9, 2, 3, 'a', 'b', 'c', 1, 8, 9}), book));

    EXPECT_EQ(heard, "state:10 text:7 state:2 ");
}

TEST_F(ResponsesTest, a_listener_for_a_device_hears_only_that) {
    const auto seven = responses.listen(1, oid(7), note("seven:"));
    const auto eight = responses.listen(1, oid(8), note("eight:"));

    responses.dispatch(payload({1, 8, 9}), book);

    EXPECT_EQ(heard, "eight:2 ");
}

TEST_F(ResponsesTest, who_has_left_hears_nothing) {
    { const auto gone = responses.listen(1, {}, note("gone:")); }

    responses.dispatch(payload({1, 8, 9}), book);

    EXPECT_EQ(heard, "");
}

TEST_F(ResponsesTest, listeners_may_leave_and_join_while_they_are_called) {
    Subscription first, second, third;
    first = responses.listen(1, {}, [&](wire::Reader, const Received&) {
        heard += "first ";
        first = {};
        second = {};
        third = responses.listen(2, {}, note("third:"));
    });
    second = responses.listen(1, {}, note("second:"));

    responses.dispatch(payload({1, 8, 9, 2, 0}), book);
    responses.dispatch(payload({1, 8, 9}), book);

    EXPECT_EQ(heard, "first third:1 ");
}

TEST_F(ResponsesTest, what_the_dictionary_does_not_know_is_left_out) {
    const auto all = responses.listen(1, {}, note("state:"));

    EXPECT_FALSE(responses.dispatch(payload({90, 1, 8, 9}), book));
    EXPECT_FALSE(responses.dispatch(payload({1, 8}), book));
    EXPECT_FALSE(responses.dispatch(payload({2, 50, 1}), book));

    EXPECT_EQ(heard, "");
}

}  // namespace
}  // namespace escapement::mcu
