// A board that vanishes at every possible moment of start-up.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "stage.hpp"

namespace escapement::app {
namespace {

// Works until the host has written, or read something, so many times; what comes then is lost, and
// nothing is said any more.
class ShortLivedCable final : public runtime::ByteStream {
  public:
    struct Life {
        int writes = plenty;
        int reads = plenty;
        bool unplugged_at_its_end = false;  // else it just falls silent
        int cables = 0;                     // that are open
        bool goes_on() const { return writes > 0 && reads > 0; }
    };
    static constexpr int plenty = 1'000'000;
    ShortLivedCable(runtime::ByteStream& board, Life& life) : board_(board), life_(life) {
        ++life_.cables;
    }
    ~ShortLivedCable() override { --life_.cables; }
    ShortLivedCable(const ShortLivedCable&) = delete;
    ShortLivedCable& operator=(const ShortLivedCable&) = delete;

    std::size_t write(std::span<const std::uint8_t> bytes) override {
        if (!life_.goes_on()) return bytes.size();
        --life_.writes;
        return board_.write(bytes);
    }
    std::size_t read(std::span<std::uint8_t> buffer) override {
        const std::size_t size = board_.read(buffer);
        if (!life_.goes_on()) return 0;
        if (size > 0) --life_.reads;
        return size;
    }
    std::string failure() const override {
        return !life_.goes_on() && life_.unplugged_at_its_end ? "unplugged" : "";
    }

  private:
    runtime::ByteStream& board_;
    Life& life_;
};

// A printer whose board lives so long, up to `end` seconds.
struct Trial {
    explicit Trial(const ShortLivedCable::Life& given) : life(given) {
        stage.patience = base::Seconds{8.0};
        stage.wiring.instead = [this]() -> Wiring::Cable {
            return std::make_unique<ShortLivedCable>(stage.world.cable(0), life);
        };
        stage.outside.connected = [this](const std::string&) {
            return life.cables > 0 && life.goes_on();
        };
        for (int i = 0; i < 300; ++i) stage.outside.at(0.1 * i, [] {});
    }
    std::string answers_until(double end) {
        stage.type(end - 0.5, "STATUS");
        stage.run(end);
        return stage.terminal.answers;
    }

    ShortLivedCable::Life life;
    Stage stage;
};

bool ends_in_words(const std::string& answers) {
    for (const char* words : {"mcu 'mcu': Unable to connect",
                              "Lost communication with MCU 'mcu'",
                              "Unable to configure MCU 'mcu'",
                              "Printer is shutdown",
                              "Printer is halted"})
        if (answers.find(words) != std::string::npos) return true;
    return false;
}

// Lets the board vanish after each number of writes, or of answers, that a start takes.
void expect_words_after_each(int ShortLivedCable::Life::*what) {
    Trial whole({});
    ASSERT_NE(whole.answers_until(3.0).find("// Klipper state: Ready"), std::string::npos);
    const int needed = ShortLivedCable::plenty - whole.life.*what;
    ASSERT_GT(needed, 60);

    for (int n = 0; n < needed; ++n)
        for (const bool unplugged : {true, false}) {
            ShortLivedCable::Life life{.unplugged_at_its_end = unplugged};
            life.*what = n;
            Trial trial(life);
            const auto answers = trial.answers_until(30.0);
            EXPECT_TRUE(ends_in_words(answers)) << "after " << n << ": " << answers;
        }
}

TEST(VanishingBoard, after_every_block_that_it_is_told_ends_in_words) {
    expect_words_after_each(&ShortLivedCable::Life::writes);
}

TEST(VanishingBoard, after_every_answer_that_it_gives_ends_in_words) {
    expect_words_after_each(&ShortLivedCable::Life::reads);
}

TEST(VanishingBoard, while_it_is_restarted_comes_back_with_the_next_restart) {
    for (int n = 0; n < 60; ++n) {
        Trial trial({.unplugged_at_its_end = n % 2 == 0});
        trial.stage.outside.at(3.0, [&] { trial.life.writes = n; });
        trial.stage.type(3.0, "FIRMWARE_RESTART");
        trial.stage.outside.at(20.0, [&] { trial.life.writes = ShortLivedCable::plenty; });
        trial.stage.type(21.0, "FIRMWARE_RESTART");
        const auto answers = trial.answers_until(30.0);
        EXPECT_TRUE(
            answers.ends_with("// Klipper state: Ready\nok\n// Klipper state: Disconnect\n"))
            << "after " << n << ": " << answers << trial.stage.notes;
    }
}

}  // namespace
}  // namespace escapement::app
