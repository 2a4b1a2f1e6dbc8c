// A board that vanishes at every possible moment of start-up.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "stage.hpp"

namespace escapement::app {
namespace {

// Works until the host has written so many times; what comes then is lost, and nothing is said any
// more.
class ShortLivedCable final : public runtime::ByteStream {
  public:
    struct Life {
        int writes = 0;
        bool unplugged_at_its_end = false;  // else it just falls silent
        int cables = 0;                     // that are open
    };
    ShortLivedCable(runtime::ByteStream& board, Life& life) : board_(board), life_(life) {
        ++life_.cables;
    }
    ~ShortLivedCable() override { --life_.cables; }
    ShortLivedCable(const ShortLivedCable&) = delete;
    ShortLivedCable& operator=(const ShortLivedCable&) = delete;

    std::size_t write(std::span<const std::uint8_t> bytes) override {
        if (life_.writes <= 0) return bytes.size();
        --life_.writes;
        return board_.write(bytes);
    }
    std::size_t read(std::span<std::uint8_t> buffer) override {
        const std::size_t size = board_.read(buffer);
        return life_.writes > 0 ? size : 0;
    }
    std::string failure() const override {
        return life_.writes <= 0 && life_.unplugged_at_its_end ? "unplugged" : "";
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
            return life.cables > 0 && life.writes > 0;
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

TEST(VanishingBoard, at_every_moment_of_start_up_ends_in_words) {
    constexpr int plenty = 1'000'000;
    Trial whole({.writes = plenty});
    ASSERT_NE(whole.answers_until(3.0).find("// Klipper state: Ready"), std::string::npos);
    const int needed = plenty - whole.life.writes;
    ASSERT_GT(needed, 40);

    // Early on each is much like the one before: the dictionary is fetched piece by piece.
    for (int n = 0; n < needed; n += n < 10 || n > needed - 40 ? 1 : 9) {
        Trial trial({.writes = n, .unplugged_at_its_end = n % 2 == 0});
        const auto answers = trial.answers_until(30.0);
        EXPECT_TRUE(ends_in_words(answers)) << "after " << n << " writes: " << answers;
    }
}

}  // namespace
}  // namespace escapement::app
