// Fuzz target: a link whose board says anything at any time.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>
#include <vector>

#include "base/assert.hpp"
#include "mcu/link.hpp"

using namespace escapement;
using namespace escapement::mcu;

namespace {

// Gives out what it was given, and swallows the rest.
class Babble final : public runtime::ByteStream {
  public:
    explicit Babble(std::size_t bytes_per_write) : bytes_per_write_(bytes_per_write) {}

    std::size_t write(std::span<const std::uint8_t> bytes) override {
        const std::size_t taken = std::min(bytes.size(), bytes_per_write_);
        for (wire::Bytes rest = bytes.first(taken);;) {
            const auto event = decoder_.next(rest);
            if (event == wire::FrameDecoder::Event::need_more) return taken;
            // A block that did not fit may be broken off for a repetition; others are whole.
            ASSERT(event == wire::FrameDecoder::Event::block ||
                   bytes_per_write_ < wire::max_block_size * SendWindow::max_blocks);
        }
    }
    std::size_t read(std::span<std::uint8_t> buffer) override {
        const std::size_t size = std::min(buffer.size(), arrived.size());
        std::copy_n(arrived.begin(), size, buffer.begin());
        arrived.erase(arrived.begin(), arrived.begin() + static_cast<std::ptrdiff_t>(size));
        return size;
    }
    std::string failure() const override { return {}; }

    std::vector<std::uint8_t> arrived;

  private:
    std::size_t bytes_per_write_;
    wire::FrameDecoder decoder_;
};

// A whole block with the sequence and payload that the input gives.
void arrive(Babble& babble, std::uint8_t sequence, wire::Bytes payload) {
    std::array<std::uint8_t, wire::max_block_size> block;
    const std::size_t size = wire::encode_block({sequence}, payload, block);
    babble.arrived.insert(babble.arrived.end(), block.begin(), block.begin() + size);
}

}  // namespace

// Pairs of bytes say what happens next: the host sends, a block or a byte arrives, time passes.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    constexpr std::array<std::uint8_t, 20> message{1, 2, 3};
    const std::uint8_t first = size > 0 ? data[0] : 0;
    Babble babble(first & 1 ? 1'000'000 : 100);
    Link link(babble);
    const CommandQueue queue = link.new_queue();
    if (first & 2) link.set_receive_window(192);
    if (first & 4) link.set_clock_estimate({.frequency_hz = 1e6});
    base::HostTime now{};
    for (std::size_t i = 1; i + 1 < size; i += 2) {
        const std::uint8_t value = data[i + 1];
        switch (data[i] % 4) {
            case 0: {
                const When when{{std::uint64_t{value} * 100}, {std::uint64_t{value} * 500}};
                const wire::Bytes sent = wire::Bytes(message).first(1 + value % message.size());
                link.send_with_ticket(sent, when, queue, value);
                break;
            }
            case 1:
                arrive(babble, value % 16, wire::Bytes(message).first(value / 16));
                break;
            case 2:
                babble.arrived.push_back(value);
                break;
            default:
                now += std::chrono::milliseconds(value);
                break;
        }
        link.poll(now);
        ASSERT(link.next_wake() > now);
        while (link.take()) {
        }
    }
    return 0;
}
