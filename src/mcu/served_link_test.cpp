// Claims about links that a thread serves.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mcu/served_link.hpp"

#include <gtest/gtest.h>
#include <poll.h>

#include <optional>
#include <string>
#include <vector>

#include "wire/frame.hpp"

namespace escapement::mcu {
namespace {

// Acknowledges what it gets and says it back.  Used by the thread that serves the link.
class Echo final : public runtime::ByteStream {
  public:
    explicit Echo(runtime::ActorThread& thread) : thread_(thread) {}

    std::size_t write(std::span<const std::uint8_t> bytes) override {
        for (wire::Bytes rest = bytes;;) {
            const auto event = decoder_.next(rest);
            if (event == wire::FrameDecoder::Event::need_more) break;
            if (event == wire::FrameDecoder::Event::block) answer(decoder_.block());
        }
        thread_.wake();
        return bytes.size();
    }
    std::size_t read(std::span<std::uint8_t> buffer) override {
        const std::size_t size = std::min(buffer.size(), said_.size());
        std::copy_n(said_.begin(), size, buffer.begin());
        said_.erase(said_.begin(), said_.begin() + static_cast<std::ptrdiff_t>(size));
        return size;
    }
    std::string failure() const override { return blocks_ > lives ? "pulled out" : ""; }

    int lives = 1'000'000'000;  // blocks after which the cable fails

  private:
    void answer(const wire::Block& block) {
        ++blocks_;
        if (block.sequence.raw != wanted_.raw) return;
        wanted_ = wanted_.next();
        say(block.payload);
        say({});
    }
    void say(wire::Bytes payload) {
        std::vector<std::uint8_t> block(payload.size() + wire::block_overhead);
        wire::encode_block(wanted_, payload, block);
        said_.insert(said_.end(), block.begin(), block.end());
    }

    runtime::ActorThread& thread_;
    wire::FrameDecoder decoder_;
    wire::Sequence wanted_{0};
    std::vector<std::uint8_t> said_;
    int blocks_ = 0;
};

void wait_for(const runtime::Bell& bell) {
    pollfd entry{bell.file_descriptor(), POLLIN, 0};
    ::poll(&entry, 1, -1);
}

struct Rig {
    runtime::ActorThread thread;
    runtime::Bell news;
    Echo board{thread};
    Link link{board};
    std::vector<std::uint8_t> heard;
    std::optional<Ticket> acknowledged;

    void listen() {
        wait_for(news);
        news.silence();
        take_all();
    }
    void take_all() {
        while (const auto received = link.take()) {
            if (received->acknowledged != 0) acknowledged = received->acknowledged;
            heard.insert(heard.end(), received->payload().begin(), received->payload().end());
        }
    }
};

TEST(ServedLink, everything_arrives_in_order_and_is_answered) {
    constexpr int count = 20'000;
    Rig rig;
    const CommandQueue queue = rig.link.new_queue();
    const ServedLink served(rig.link, rig.thread, rig.news);

    std::vector<std::uint8_t> sent;
    for (int i = 0; i < count; ++i) {
        const std::array message{static_cast<std::uint8_t>(i), static_cast<std::uint8_t>(i >> 8)};
        sent.insert(sent.end(), message.begin(), message.end());
        rig.link.send_with_ticket(message, {}, queue, i + 1 == count ? 77 : 0);
        if (i % 1000 == 0) rig.take_all();  // a link does not keep everything for ever
    }
    while (!rig.acknowledged) rig.listen();

    EXPECT_EQ(*rig.acknowledged, 77U);
    EXPECT_EQ(rig.heard, sent);
    EXPECT_EQ(rig.link.stats().bytes_invalid, 0U);
}

TEST(ServedLink, a_question_is_answered_without_anybody_polling) {
    Rig rig;
    const CommandQueue queue = rig.link.new_queue();
    const ServedLink served(rig.link, rig.thread, rig.news);

    for (std::uint8_t i = 1; i <= 100; ++i) {
        rig.link.send(std::array{i}, {}, queue);
        while (rig.heard.size() < i) rig.listen();
    }
    EXPECT_EQ(rig.heard.back(), 100);
}

TEST(ServedLink, a_failure_is_told) {
    Rig rig;
    rig.board.lives = 3;
    const CommandQueue queue = rig.link.new_queue();
    const ServedLink served(rig.link, rig.thread, rig.news);

    for (std::uint8_t i = 1; rig.link.failure().empty(); ++i) {
        rig.link.send(std::array{i}, {}, queue);
        rig.listen();
    }
    EXPECT_EQ(rig.link.failure(), "pulled out");
}

TEST(ServedLink, is_left_alone_afterwards) {
    Rig rig;
    const CommandQueue queue = rig.link.new_queue();
    for (int i = 0; i < 50; ++i) {
        const ServedLink served(rig.link, rig.thread, rig.news);
        rig.link.send(std::array<std::uint8_t, 1>{1}, {}, queue);
    }
    rig.link.send(std::array<std::uint8_t, 1>{1}, {}, queue);
    const auto waiting = rig.link.stats().ready_bytes;
    rig.thread.wake();

    EXPECT_EQ(rig.link.stats().ready_bytes, waiting);
}

}  // namespace
}  // namespace escapement::mcu
