// A board whose dictionary is wrong in one place or another: it works, or what is wrong is named.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "altered_board.hpp"
#include "wire/deflate.hpp"

namespace escapement::app {
namespace {

using wire::Dictionary;

// The example printer on a board that says this of itself.
struct Outcome {
    bool ready;
    std::string answers;
};

const Dictionary& honest() {
    return honest_dictionary();
}

Outcome told(std::vector<std::uint8_t> dictionary) {
    AlteredStage stage(many_devices);
    stage.alterations.dictionary = std::move(dictionary);
    for (int i = 0; i < 200; ++i) stage.outside.at(0.1 * i, [] {});
    stage.type(19.0, "STATUS");
    stage.run(20.0);
    return {stage.said("// Klipper state: Ready\nok"), stage.terminal.answers};
}

Outcome told(const Dictionary& dictionary) {
    return told(wire::write_dictionary(dictionary));
}

// It is ready, or the words are among what it answers, and it knows that it is not.
::testing::AssertionResult works_or_names(const Outcome& outcome, std::string_view words) {
    const auto has = [&](std::string_view text) {
        return outcome.answers.find(text) != std::string::npos;
    };
    if (outcome.ready) return ::testing::AssertionSuccess();
    if (has("!! ") && has("// Klipper state: Not ready") && has(words))
        return ::testing::AssertionSuccess();
    return ::testing::AssertionFailure() << "no '" << words << "' in " << outcome.answers;
}

using Messages = std::vector<wire::DictionaryMessage>;

// Lets `change` spoil each message of a kind in turn; gives how many of them were missed.
int spoil_each(Messages Dictionary::*kind,
               const std::function<void(Messages&, std::size_t)>& change) {
    int missed = 0;
    for (std::size_t i = 0; i < (honest().*kind).size(); ++i) {
        Dictionary dictionary = honest();
        const std::string name((dictionary.*kind)[i].name());
        change(dictionary.*kind, i);
        const auto outcome = told(dictionary);
        EXPECT_TRUE(works_or_names(outcome, name)) << name;
        missed += outcome.ready ? 0 : 1;
    }
    return missed;
}

void erase(Messages& messages, std::size_t i) {
    messages.erase(messages.begin() + static_cast<std::ptrdiff_t>(i));
}

void add_a_field(Messages& messages, std::size_t i) {
    messages[i].format += " novelty=%u";
}

TEST(BadDictionary, each_command_that_is_missing_or_has_another_field_is_named) {
    EXPECT_GT(spoil_each(&Dictionary::commands, erase), 15);
    EXPECT_GT(spoil_each(&Dictionary::commands, add_a_field), 15);
}

TEST(BadDictionary, each_response_that_is_missing_or_has_another_field_is_named) {
    EXPECT_GT(spoil_each(&Dictionary::responses, erase), 5);
    EXPECT_GT(spoil_each(&Dictionary::responses, add_a_field), 5);
}

TEST(BadDictionary, numbers_of_messages_that_mean_others_end_in_words) {
    for (const auto kind : {&Dictionary::commands, &Dictionary::responses}) {
        Dictionary dictionary = honest();
        Messages& messages = dictionary.*kind;
        for (std::size_t i = 0; i + 1 < messages.size(); ++i)
            std::swap(messages[i].id, messages[i + 1].id);
        const auto outcome = told(dictionary);
        EXPECT_FALSE(outcome.ready);
        EXPECT_TRUE(works_or_names(outcome, "mcu")) << outcome.answers;
    }
}

TEST(BadDictionary, absurd_constants_do_no_harm_or_are_named) {
    using namespace std::string_literals;
    const std::vector<std::optional<wire::Constant>> absurd{std::nullopt,
                                                            std::int64_t{0},
                                                            std::int64_t{-1},
                                                            std::int64_t{1},
                                                            INT64_MAX,
                                                            INT64_MIN,
                                                            0.5,
                                                            1e300,
                                                            -1e300,
                                                            1e-300,
                                                            "nonsense"s,
                                                            ""s,
                                                            "nan"s,
                                                            "inf"s,
                                                            "1e999"s,
                                                            std::string(100'000, '9')};
    std::vector<std::string> names{
        "SERIAL_BAUD", "CANBUS_FREQUENCY", "CANBUS_BRIDGE", "RECEIVE_WINDOW"};
    for (const auto& [name, value] : honest().config) names.push_back(name);
    for (const auto& name : names)
        for (std::size_t i = 0; i < absurd.size(); ++i) {
            Dictionary dictionary = honest();
            dictionary.config.erase(name);
            if (absurd[i]) dictionary.config.emplace(name, *absurd[i]);
            // A converter with two values looks like one whose sensor is unplugged.
            const bool looks_cold = name == "ADC_MAX" && absurd[i] == wire::Constant(INT64_C(1));
            const auto words = looks_cold ? "ADC out of range" : name;
            EXPECT_TRUE(works_or_names(told(dictionary), words)) << name << " " << i;
        }
}

TEST(BadDictionary, names_that_are_missing_or_stand_for_something_absurd_are_named) {
    Dictionary without = honest();
    without.enumerations.erase("pin");
    auto outcome = told(without);
    EXPECT_FALSE(outcome.ready);
    EXPECT_TRUE(works_or_names(outcome, "pin 'P")) << outcome.answers;

    for (const std::int64_t number : {INT64_C(-1), INT64_C(4294967295), INT64_C(200)}) {
        Dictionary elsewhere = honest();
        auto& pins = elsewhere.enumerations["pin"];
        pins = {};
        for (const auto& entry : honest().enumerations.at("pin").entries())
            ASSERT_TRUE(pins.add(entry.name, number));
        outcome = told(elsewhere);
        EXPECT_FALSE(outcome.ready);
        EXPECT_TRUE(works_or_names(outcome, "mcu")) << outcome.answers;
    }

    Dictionary speechless = honest();
    speechless.enumerations.erase("static_string_id");
    EXPECT_TRUE(told(speechless).ready);
}

TEST(BadDictionary, of_the_largest_size_there_may_be_is_read_all_the_same) {
    Dictionary crowded = honest();
    auto& pins = crowded.enumerations["pin"];
    for (int i = 0; i < 30'000; ++i)
        ASSERT_TRUE(pins.add("a_pin_with_a_long_name_" + std::to_string(i) + "_", i));
    for (int i = 0; i < 2'000; ++i)
        ASSERT_TRUE(crowded.enumerations["kind_" + std::to_string(i)].add_range("x0", 0, 1 << 30));
    const auto outcome = told(crowded);
    EXPECT_TRUE(outcome.ready) << outcome.answers;
}

TEST(BadDictionary, that_unpacks_without_end_is_refused) {
    std::string text(wire::max_dictionary_size + 1, ' ');
    text.front() = '{';
    text.back() = '}';
    const auto packed = wire::compress(text);
    ASSERT_LT(packed.size(), 10'000U);

    const auto outcome = told(packed);

    EXPECT_FALSE(outcome.ready);
    EXPECT_TRUE(works_or_names(outcome, "when decompressed")) << outcome.answers;
}

TEST(BadDictionary, cut_or_changed_anywhere_is_a_protocol_error) {
    const auto whole = wire::write_dictionary(honest());
    for (std::size_t i = 0; i < whole.size(); i += 97) {
        const std::vector<std::uint8_t> cut(whole.begin(),
                                            whole.begin() + static_cast<std::ptrdiff_t>(i));
        auto outcome = told(cut);
        EXPECT_FALSE(outcome.ready);
        EXPECT_TRUE(works_or_names(outcome, "!! MCU Protocol error")) << i << outcome.answers;

        auto changed = whole;
        changed[i] ^= 0x10;
        outcome = told(changed);
        EXPECT_FALSE(outcome.ready);
        EXPECT_TRUE(works_or_names(outcome, "!! MCU Protocol error")) << i << outcome.answers;
    }
}

}  // namespace
}  // namespace escapement::app
