// Asks for one piece after the other, up to the empty one.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mcu/dictionary_fetch.hpp"

#include "messages/identify.hpp"

namespace escapement::mcu {

namespace {

// What fits a block together with the rest of an identify_response.
constexpr std::uint8_t identify_piece = 40;
constexpr std::size_t max_compressed_dictionary = std::size_t{256} << 10;
// Answers in a row that belong to other questions.
constexpr int max_stray_pieces = 10;

Question question_at(std::uint32_t offset) {
    const messages::Identify identify{offset, identify_piece};
    return {EncodedMessage(messages::identify_id, identify),
            messages::identify_response_id,
            {},
            "identify_response"};
}

}  // namespace

runtime::Task<base::Result<std::vector<std::uint8_t>>> fetch_dictionary(AskBoard ask,
                                                                        std::string board) {
    const auto mistake = [&board](const char* what) { return base::Error{what}.within(board); };
    std::vector<std::uint8_t> bytes;
    for (int strays = 0; strays < max_stray_pieces;) {
        const auto offset = static_cast<std::uint32_t>(bytes.size());
        auto task = ask(question_at(offset));
        auto answer = co_await task;
        if (!answer) co_return std::move(answer.error());
        messages::IdentifyResponse piece;
        wire::Reader fields(answer->payload());
        if (!wire::decode(fields, piece)) co_return mistake("malformed 'identify_response'");
        // What repeats an earlier answer is the answer to an earlier question.
        if (piece.offset != offset) {
            ++strays;
            continue;
        }
        if (piece.data.empty()) co_return bytes;
        strays = 0;
        bytes.insert(bytes.end(), piece.data.begin(), piece.data.end());
        if (bytes.size() > max_compressed_dictionary) co_return mistake("endless dictionary");
    }
    co_return mistake("tells other pieces of its dictionary than it is asked for");
}

}  // namespace escapement::mcu
