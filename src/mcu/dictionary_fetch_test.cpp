// Claims about fetching a dictionary, with a board that answers as a test wants.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mcu/dictionary_fetch.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>

#include "messages/identify.hpp"

namespace escapement::mcu {
namespace {

using Bytes = std::vector<std::uint8_t>;

// What such a board is understood to have told.
base::Result<Bytes> fetched(const std::function<messages::IdentifyResponse(std::uint32_t)>& board) {
    base::Result<Bytes> result = base::Error{"has not ended"};
    const auto ask = [&](Question question) -> runtime::Task<base::Result<Received>> {
        wire::Reader in(question.message.bytes());
        wire::take_id(in);
        const EncodedMessage answer(messages::identify_response_id, board(in.take_int()));
        Received received;
        const auto fields = answer.bytes().subspan(1);
        received.size = static_cast<std::uint8_t>(fields.size());
        std::copy(fields.begin(), fields.end(), received.bytes.begin());
        co_return received;
    };
    const auto all = [&]() -> runtime::Task<> {
        auto fetching = fetch_dictionary(ask, "mcu 'mcu'");
        result = co_await fetching;
    };
    auto task = all();
    task.start();
    return result;
}

TEST(DictionaryFetch, joins_the_pieces_up_to_an_empty_one) {
    const Bytes whole(100, 7);

    const auto result = fetched([&](std::uint32_t offset) -> messages::IdentifyResponse {
        const std::size_t size = std::min<std::size_t>(40, whole.size() - offset);
        return {offset, wire::Bytes(whole).subspan(offset, size)};
    });

    EXPECT_EQ(*result, whole);
}

TEST(DictionaryFetch, gives_up_a_board_without_end_or_that_answers_something_else) {
    const Bytes piece(40, 7);
    const auto endless = fetched([&](std::uint32_t offset) -> messages::IdentifyResponse {
        return {offset, piece};
    });
    const auto elsewhere = fetched([&](std::uint32_t) -> messages::IdentifyResponse {
        return {1234, piece};
    });

    EXPECT_EQ(endless.error().what, "mcu 'mcu': endless dictionary");
    EXPECT_EQ(elsewhere.error().what,
              "mcu 'mcu': tells other pieces of its dictionary than it is asked for");
}

}  // namespace
}  // namespace escapement::mcu
