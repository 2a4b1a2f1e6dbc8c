// Claims about memory: a link that runs asks for none.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <array>
#include <atomic>
#include <cstdlib>
#include <new>

#include "mcu/link.hpp"
#include "wire/frame.hpp"

namespace {

constinit std::atomic<long> allocations{0};

}  // namespace

// Every allocation of this program is counted.
void* operator new(std::size_t size) {
    ++allocations;
    if (void* memory = std::malloc(size)) return memory;
    throw std::bad_alloc();
}
void operator delete(void* memory) noexcept {
    std::free(memory);
}
void operator delete(void* memory, std::size_t) noexcept {
    std::free(memory);
}

namespace escapement::mcu {
namespace {

using namespace std::chrono_literals;

// Says back what it hears, and acknowledges it; asks for no memory either.
class Echo final : public runtime::ByteStream {
  public:
    std::size_t write(std::span<const std::uint8_t> bytes) override {
        for (wire::Bytes rest = bytes;;) {
            const auto event = decoder_.next(rest);
            if (event == wire::FrameDecoder::Event::need_more) return bytes.size();
            if (event != wire::FrameDecoder::Event::block) continue;
            wanted_ = decoder_.block().sequence.next();
            say(decoder_.block().payload);
            say({});
        }
    }
    std::size_t read(std::span<std::uint8_t> buffer) override {
        const std::size_t size = std::min(buffer.size(), size_);
        std::copy_n(said_.begin(), size, buffer.begin());
        std::copy(said_.begin() + size, said_.begin() + size_, said_.begin());
        size_ -= size;
        return size;
    }
    std::string failure() const override { return {}; }

  private:
    void say(wire::Bytes payload) {
        const std::size_t size = payload.size() + wire::block_overhead;
        wire::encode_block(wanted_, payload, std::span(said_).subspan(size_, size));
        size_ += size;
    }

    wire::FrameDecoder decoder_;
    wire::Sequence wanted_{};
    std::array<std::uint8_t, 8192> said_{};
    std::size_t size_ = 0;
};

// So many messages a millisecond, each with its moment a tenth of a second later.
void pass_messages(Link& link, CommandQueue queue, base::HostTime& now, int milliseconds) {
    const std::array<std::uint8_t, 7> message{1, 2, 3, 4, 5, 6, 7};
    for (int i = 0; i < milliseconds; ++i, now += 1ms) {
        const auto clock = static_cast<std::uint64_t>((now.time_since_epoch() + 100ms) / 1us);
        for (int j = 0; j < 10; ++j) link.send_with_ticket(message, {{}, {clock}}, queue, 1);
        link.serve(now);
        while (link.take()) {
        }
    }
}

TEST(Memory, is_not_asked_for_once_a_link_runs) {
    Echo board;
    Link link(board);
    const CommandQueue queue = link.new_queue();
    link.set_clock_estimate({.frequency_hz = 1e6});
    base::HostTime now{};
    pass_messages(link, queue, now, 1000);
    const auto before = link.stats().bytes_write;

    const long allocated = allocations;
    pass_messages(link, queue, now, 10'000);

    EXPECT_EQ(allocations - allocated, 0);
    EXPECT_GT(link.stats().bytes_write - before, 500'000U);
    EXPECT_EQ(link.failure(), "");
}

}  // namespace
}  // namespace escapement::mcu
