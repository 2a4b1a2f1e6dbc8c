// Dictionaries: reading either form, lookups, and those of boards that are not ours.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/dictionary.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "wire/codebook.hpp"
#include "wire/dictionary_builder.hpp"

namespace escapement::wire {
namespace {

using Octets = std::vector<std::uint8_t>;

struct GetClock {
    static constexpr Schema<"get_clock"> schema{};
};
struct Clock {
    std::uint32_t clock = 0;
    static constexpr Schema<"clock", &Clock::clock> schema{};
};

Dictionary small() {
    DictionaryBuilder builder;
    builder.about("Escapement", "1", "gcc 12");
    builder.command<GetClock>(5);
    builder.response<Clock>(-2);
    builder.output(6, "busy for %u ticks");
    builder.names("pin", "PA0", 0, 16);
    builder.static_string(2, "Timer too close");
    builder.constant("CLOCK_FREQ", 16000000);
    builder.constant("RECEIVE_WINDOW", "192");
    builder.constant("MCU", "sim");
    return builder.build();
}

Octets octets(std::string_view text) {
    return {text.begin(), text.end()};
}

TEST(Dictionary, survives_in_both_forms) {
    const Dictionary dictionary = small();

    const auto compressed = read_dictionary(write_dictionary(dictionary));
    const auto plain = read_dictionary(octets(to_json(dictionary)));

    ASSERT_TRUE(compressed && plain);
    EXPECT_EQ(*compressed, dictionary);
    EXPECT_EQ(*plain, dictionary);
}

TEST(Dictionary, equal_ones_give_equal_bytes) {
    EXPECT_EQ(write_dictionary(small()), write_dictionary(small()));
}

TEST(Dictionary, finds_identifiers_by_declared_type) {
    EXPECT_EQ(*command_id<GetClock>(small()), 5);
    EXPECT_EQ(*response_id<Clock>(small()), -2);
}

TEST(Dictionary, says_why_a_message_cannot_be_used) {
    EXPECT_EQ(command_id(small(), "queue_step oid=%c").error().what,
              "the board does not know 'queue_step'");
    EXPECT_EQ(response_id(small(), "clock clock=%i").error().what,
              "the board's 'clock clock=%u' is not our 'clock clock=%i': its firmware is of "
              "another version");
    EXPECT_FALSE(command_id<Clock>(small()));  // a response is no command
}

TEST(Dictionary, finds_constants_of_either_type) {
    EXPECT_EQ(small().number("CLOCK_FREQ"), 16e6);
    EXPECT_EQ(small().number("RECEIVE_WINDOW"), 192);
    EXPECT_EQ(small().text("MCU"), "sim");
    EXPECT_EQ(small().number("MCU"), std::nullopt);
    EXPECT_EQ(small().text("CLOCK_FREQ"), std::nullopt);
    EXPECT_EQ(small().number("ABSENT"), std::nullopt);
    EXPECT_EQ(small().enumeration("absent"), nullptr);
}

TEST(Dictionary, errors_begin_with_the_place) {
    EXPECT_EQ(read_dictionary({}).error().what, "dictionary: is empty");
    EXPECT_EQ(read_dictionary(octets("hello")).error().what,
              "dictionary: is neither JSON nor readable compressed data: incorrect header check");
    EXPECT_EQ(read_dictionary(octets("[]")).error().what, "dictionary: must be a JSON object");
    EXPECT_EQ(read_dictionary(octets("  {\"commands\": ")).error().what,
              "dictionary: is cut off: the JSON ends after 15 bytes");
    EXPECT_EQ(read_dictionary(octets("{" + std::string(max_dictionary_size, ' '))).error().what,
              "dictionary: is larger than 4194304 bytes");
}

TEST(Dictionary, cut_in_the_middle_is_an_error_wherever_the_cut_is) {
    const Octets compressed = write_dictionary(small());
    const Octets plain = octets(to_json(small()));
    for (const Octets& whole : {compressed, plain})
        for (std::size_t size = 0; size < whole.size(); ++size)
            EXPECT_FALSE(read_dictionary(Bytes(whole).first(size))) << size;
}

const std::filesystem::path source_folder = ESCAPEMENT_SOURCE_DIR;
// A board that we made up: it has everything that a dictionary may contain.
const std::filesystem::path foreign_board = source_folder / "src/wire/testdata/foreign_board.dict";

// The dictionaries of real boards, compiled from elsewhere and so not part of the project.
std::vector<std::filesystem::path> real_dictionaries() {
    std::vector<std::filesystem::path> paths;
    const std::filesystem::path folder = source_folder / "../shared/conformance/dict";
    if (std::filesystem::is_directory(folder))
        for (const auto& entry : std::filesystem::directory_iterator(folder))
            if (entry.path().extension() == ".dict") paths.push_back(entry.path());
    std::sort(paths.begin(), paths.end());
    return paths;
}
// The one that is always there, and those that may be.
std::vector<std::filesystem::path> all_dictionaries() {
    auto paths = real_dictionaries();
    paths.insert(paths.begin(), foreign_board);
    return paths;
}

Octets bytes_of(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

class ForeignDictionaries : public ::testing::Test {
  protected:
    const std::vector<std::filesystem::path> paths_ = all_dictionaries();
};

TEST_F(ForeignDictionaries, of_real_boards_are_many) {
    // They are products of Klipper's build and no part of this repository; where they lack, the
    // other tests here still read the board in testdata.
    if (real_dictionaries().empty())
        GTEST_SKIP() << "there is no ../shared/conformance/dict beside the source folder";

    EXPECT_GE(real_dictionaries().size(), 38U);
}

TEST_F(ForeignDictionaries, all_are_read) {
    for (const auto& path : paths_) {
        const auto dictionary = read_dictionary(bytes_of(path));
        ASSERT_TRUE(dictionary) << path << dictionary.error().what;
        EXPECT_EQ(dictionary->app, path == foreign_board ? "Foreign" : "Klipper") << path;
        EXPECT_GE(dictionary->commands.size(), 20U) << path;
        EXPECT_GE(dictionary->responses.size(), 10U) << path;
        EXPECT_GE(dictionary->number("CLOCK_FREQ"), 12e6) << path;
        EXPECT_NE(dictionary->enumeration("static_string_id"), nullptr) << path;
    }
}

TEST_F(ForeignDictionaries, all_survive_being_written) {
    for (const auto& path : paths_) {
        const auto dictionary = read_dictionary(bytes_of(path));
        ASSERT_TRUE(dictionary) << path;
        const auto again = read_dictionary(write_dictionary(*dictionary));
        ASSERT_TRUE(again) << path;
        EXPECT_EQ(*again, *dictionary) << path;
    }
}

// A line for each message, every number one and every buffer two bytes.
std::string line_for(const MessageFormat& format) {
    std::string line(format.name());
    for (const FormatField& field : format.fields())
        line += " " + field.name + (is_integer(field.kind) ? "=1" : "=0aff");
    return line;
}

TEST_F(ForeignDictionaries, every_message_of_all_can_be_encoded_and_decoded) {
    for (const auto& path : paths_) {
        auto book = Codebook::make(*read_dictionary(bytes_of(path)));
        ASSERT_TRUE(book) << path;
        const Dictionary& dictionary = book->dictionary();
        for (const auto* list : {&dictionary.commands, &dictionary.responses})
            for (const DictionaryMessage& message : *list) {
                const MessageFormat* format = book->find(message.id);
                ASSERT_NE(format, nullptr) << message.format;
                const auto payload = book->encode(line_for(*format));
                ASSERT_TRUE(payload) << payload.error().what;
                const auto decoded = book->decode_all(*payload);
                ASSERT_TRUE(decoded) << decoded.error().what;
                ASSERT_EQ(decoded->size(), 1U);
                const auto again = book->encode(decoded->front().print());
                ASSERT_TRUE(again) << again.error().what;
                EXPECT_EQ(*again, *payload) << message.format;
            }
    }
}

// What a payload of that board says.
std::string heard(const Octets& payload) {
    const auto book = Codebook::make(*read_dictionary(bytes_of(foreign_board)));
    EXPECT_TRUE(book);
    const auto messages = book->decode_all(payload);
    return messages ? messages->front().print() : messages.error().what;
}

TEST(ForeignBoard, tells_its_constants_and_names) {
    const auto board = read_dictionary(bytes_of(foreign_board));
    ASSERT_TRUE(board) << board.error().what;

    EXPECT_EQ(board->number("CLOCK_FREQ"), 72e6);
    EXPECT_EQ(board->number("GAUGE_SCALE"), 0.0125);
    EXPECT_EQ(board->text("RESERVE_PINS_swd"), "PA13,PA14");
    EXPECT_EQ(board->enumeration("pin")->value("PB15"), 31);
    EXPECT_EQ(board->enumeration("pin")->value("ADC_TEMPERATURE"), 254);
    EXPECT_EQ(board->enumeration("pin")->value("PB16"), std::nullopt);
    EXPECT_EQ(board->enumeration("spi_bus")->value("spi1_PA4_PA5_PA7"), 7);
}

TEST(ForeignBoard, says_sentences_of_its_own) {
    EXPECT_EQ(heard({0x80, 0x61, 0x80, 0x64}), "gauge fifo_max=100");
    EXPECT_EQ(heard({0x80, 0x62, 3, 0x7f, 10, 0x7e}), "gauge 3: weight -1 of 10 (100%), drift -2");
    EXPECT_EQ(heard({0x80, 0x63, 2, 'h', 'i', 2, 0x0a, 0xff}), "bus \"hi\" answered 0aff");
}

TEST(ForeignBoard, speaks_in_every_type_of_field) {
    EXPECT_EQ(heard({0x60, 1, 0x83, 0x00, 0x7f, 0x7e}),
              "gauge_state oid=1 next_clock=384 weight=-1 drift=-2");
    EXPECT_EQ(heard({0x7a, 5, 3}),
              "shutdown clock=5 static_string_id=\"Gauge \"left\" overflows\"");
    EXPECT_EQ(heard({0x78, 1, 2, 0x0a, 0xff}), "spi_transfer_response oid=1 response=0aff");
}

}  // namespace
}  // namespace escapement::wire
