// Boards that answer nonsense: each ends in clear words, none in a hang.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "firmware/port/sim/sim_mcu.hpp"
#include "mcu/testing_board.hpp"
#include "stage.hpp"

namespace escapement::app {
namespace {

using mcu::testing::Octets;

// A board that acknowledges everything and says what a test wants it to, at the world's time.
class LyingBoard final : public runtime::ByteStream {
  public:
    // What it answers to a payload; each is one message.
    using Answer = std::function<std::vector<Octets>(const Octets& payload)>;
    LyingBoard(const runtime::Clock& clock, Answer answer)
        : clock_(clock), answer_(std::move(answer)) {}

    std::size_t write(std::span<const std::uint8_t> bytes) override {
        for (wire::Bytes rest = bytes;;) {
            const auto event = decoder_.next(rest);
            if (event == wire::FrameDecoder::Event::need_more) break;
            if (event == wire::FrameDecoder::Event::block) take(decoder_.block());
        }
        return bytes.size();
    }
    std::size_t read(std::span<std::uint8_t> buffer) override {
        babble();
        const std::size_t size = std::min(buffer.size(), unread_.size());
        std::copy_n(unread_.begin(), size, buffer.begin());
        unread_.erase(unread_.begin(), unread_.begin() + static_cast<std::ptrdiff_t>(size));
        return size;
    }
    std::string failure() const override { return {}; }

    // Without being asked, so many bytes a second: whole blocks of this payload, or noise.
    double bytes_per_second = 0.0;
    Octets babbled;

  private:
    void babble() {
        const base::Seconds now = clock_.now().time_since_epoch();
        for (; babbled_ < bytes_per_second * now.count(); babbled_ += 64.0)
            if (babbled.empty())
                unread_.insert(unread_.end(), 64, 0x55);
            else
                say(babbled);
    }
    void take(const wire::Block& block) {
        wanted_ = block.sequence.next();
        const Octets payload(block.payload.begin(), block.payload.end());
        for (const Octets& said : answer_(payload)) say(said);
        say({});
    }
    void say(const Octets& payload) {
        Octets block(payload.size() + wire::block_overhead);
        wire::encode_block(wanted_, payload, block);
        unread_.insert(unread_.end(), block.begin(), block.end());
    }

    const runtime::Clock& clock_;
    Answer answer_;
    wire::FrameDecoder decoder_;
    wire::Sequence wanted_{};
    std::vector<std::uint8_t> unread_;
    double babbled_ = 0.0;
};

template <wire::Message M>
std::vector<Octets> encoded(wire::MessageId id, const M& message) {
    const mcu::EncodedMessage bytes(id, message);
    return {{bytes.bytes().begin(), bytes.bytes().end()}};
}

// Tells that dictionary, and a clock that a test makes up.
LyingBoard::Answer telling(std::vector<std::uint8_t> dictionary_bytes,
                           std::function<std::uint64_t()> clock = {}) {
    const auto dictionary = wire::read_dictionary(dictionary_bytes);
    return [=](const Octets& payload) -> std::vector<Octets> {
        wire::Reader in(payload);
        const int id = wire::take_id(in);
        if (id == messages::identify_id) {
            const std::size_t offset =
                std::min<std::size_t>(in.take_int(), dictionary_bytes.size());
            const std::size_t end = std::min(offset + 40, dictionary_bytes.size());
            const Octets data(dictionary_bytes.begin() + static_cast<std::ptrdiff_t>(offset),
                              dictionary_bytes.begin() + static_cast<std::ptrdiff_t>(end));
            return encoded(0, messages::IdentifyResponse{static_cast<std::uint32_t>(offset), data});
        }
        if (!dictionary || !clock) return {};
        const std::uint64_t now = clock();
        const base::Clock32 low{static_cast<std::uint32_t>(now)};
        if (id == *wire::command_id<messages::GetUptime>(*dictionary))
            return encoded(*wire::response_id<messages::Uptime>(*dictionary),
                           messages::Uptime{static_cast<std::uint32_t>(now >> 32), low});
        if (id == *wire::command_id<messages::GetClock>(*dictionary))
            return encoded(*wire::response_id<messages::Clock>(*dictionary), messages::Clock{low});
        if (id == *wire::command_id<messages::GetConfig>(*dictionary))
            return encoded(*wire::response_id<messages::Config>(*dictionary),
                           messages::Config{.move_count = 500});
        return {};
    };
}

std::vector<std::uint8_t> real_dictionary() {
    class NoWorld final : public firmware::sim::PinObserver {
        void output(messages::PinNumber, bool, base::McuClock) override {}
        void pwm(messages::PinNumber, std::uint32_t, base::Ticks32, base::McuClock) override {}
        bool input(messages::PinNumber, base::McuClock) override { return false; }
        std::uint16_t analog(messages::PinNumber, base::McuClock) override { return 0; }
    } nobody;
    std::vector<std::string> pins;
    for (const char port : std::string("ABCDEFG"))
        for (int i = 0; i < 16; ++i) pins.push_back("P" + std::string(1, port) + std::to_string(i));
    return wire::write_dictionary(firmware::sim::SimMcu({.pins = pins}, nobody).dictionary());
}

// Runs with such a board, and gives the answer to STATUS after a while.
std::string state_with(LyingBoard::Answer answer,
                       const std::function<void(LyingBoard&)>& prepare = {}) {
    Stage stage;
    stage.patience = base::Seconds{10.0};
    stage.wiring.instead = [&]() -> Wiring::Cable {
        auto board = std::make_unique<LyingBoard>(stage.world, answer);
        if (prepare) prepare(*board);
        return board;
    };
    // Nobody else would look at what such a board says by itself.
    for (int i = 0; i < 40'000; ++i) stage.outside.at(0.001 * i, [] {});
    stage.type(39.0, "STATUS");

    stage.run(40.0);

    return stage.terminal.answers;
}

bool is_not_ready(const std::string& answers, const std::string& reason) {
    return answers.find(reason) != std::string::npos &&
           answers.find("// Klipper state: Not ready") != std::string::npos;
}

TEST(BadBoard, a_dictionary_that_cannot_be_read_is_a_protocol_error) {
    const std::vector<std::uint8_t> noise(333, 0xa5);
    const auto answers = state_with(telling(noise));
    EXPECT_TRUE(is_not_ready(answers, "!! MCU Protocol error")) << answers;

    auto cut_short = real_dictionary();
    cut_short.resize(cut_short.size() / 2);
    const auto half = state_with(telling(cut_short));
    EXPECT_TRUE(is_not_ready(half, "!! MCU Protocol error")) << half;
}

TEST(BadBoard, a_dictionary_without_what_is_needed_is_a_protocol_error) {
    auto dictionary = *wire::read_dictionary(real_dictionary());
    dictionary.config.erase("CLOCK_FREQ");
    auto answers = state_with(telling(wire::write_dictionary(dictionary)));
    EXPECT_TRUE(is_not_ready(answers, "CLOCK_FREQ")) << answers;

    dictionary = *wire::read_dictionary(real_dictionary());
    std::erase_if(dictionary.commands, [](const auto& each) { return each.name() == "get_clock"; });
    answers = state_with(telling(wire::write_dictionary(dictionary)));
    EXPECT_TRUE(is_not_ready(answers, "get_clock")) << answers;
}

TEST(BadBoard, an_endless_dictionary_ends) {
    const auto answers = state_with([](const Octets& payload) -> std::vector<Octets> {
        wire::Reader in(payload);
        wire::take_id(in);
        const Octets data(40, 0x20);
        return encoded(0, messages::IdentifyResponse{in.take_int(), data});
    });

    EXPECT_TRUE(is_not_ready(answers, "!! mcu 'mcu': Unable to connect") ||
                is_not_ready(answers, "!! MCU Protocol error"))
        << answers;
}

TEST(BadBoard, silence_and_floods_end_in_words) {
    const auto mute = [](const Octets&) { return std::vector<Octets>{}; };
    auto answers = state_with(mute);
    EXPECT_TRUE(is_not_ready(answers, "!! mcu 'mcu': Unable to connect")) << answers;

    answers = state_with(mute, [](LyingBoard& board) { board.bytes_per_second = 1e5; });
    EXPECT_TRUE(is_not_ready(answers, "!! mcu 'mcu': Unable to connect")) << answers;

    answers = state_with(mute, [](LyingBoard& board) {
        board.bytes_per_second = 1e5;
        board.babbled = Octets(50, 0x33);
    });
    EXPECT_TRUE(is_not_ready(answers, "!! mcu 'mcu': Unable to connect")) << answers;
}

TEST(BadBoard, absurd_clocks_end_in_words) {
    std::uint64_t stuck = 12345, jumping = 0;
    for (const std::function<std::uint64_t()>& clock :
         {std::function<std::uint64_t()>([&] { return stuck; }),
          std::function<std::uint64_t()>(
              [&] { return jumping = jumping * 6364136223846793005U + 1; }),
          std::function<std::uint64_t()>([&] { return stuck -= 1'000'000; }),
          std::function<std::uint64_t()>([] { return ~std::uint64_t{0}; })}) {
        const auto answers = state_with(telling(real_dictionary(), clock));

        EXPECT_TRUE(is_not_ready(answers, "!! ")) << answers;
    }
}

}  // namespace
}  // namespace escapement::app
