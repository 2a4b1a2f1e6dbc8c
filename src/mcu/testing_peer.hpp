// A board of few words at the far end of a cable, in virtual time, for tests of the link.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cstdint>
#include <deque>
#include <functional>
#include <set>
#include <string>
#include <vector>

#include "mcu/link.hpp"
#include "runtime/clock.hpp"
#include "wire/frame.hpp"

namespace escapement::mcu::testing {

using Octets = std::vector<std::uint8_t>;

// Accepts blocks in their order and answers each after a while, as firmware does.  Faults are
// given as numbers of blocks, counted from 0 in the order in which they travel.
class Peer final : public runtime::ByteStream, public runtime::Outside {
  public:
    std::set<int> lose;      // of the host's blocks
    std::set<int> damage;    // of the host's blocks
    std::set<int> lose_ack;  // of the empty blocks to the host
    bool silent = false;
    base::HostTime::duration latency = std::chrono::milliseconds(2);  // of an answer
    std::size_t bytes_per_write = 1'000'000;                          // that a call takes
    std::string broken;
    std::uint8_t wanted = 0;  // sequence that it expects
    // What it says when it has accepted a payload.
    std::function<std::vector<Octets>(const Octets&)> answer;

    struct Accepted {
        Octets payload;
        base::HostTime at;
    };
    std::vector<Accepted> accepted;
    std::size_t longest_wait = 0;  // blocks that were on their way or unanswered at once

    // Says something now, framed or not.
    void say(const Octets& payload) { post(frame(payload), now_); }
    void say_raw(const Octets& bytes) { post(bytes, now_); }
    // All payloads, one after the other.
    Octets all() const {
        Octets joined;
        for (const Accepted& one : accepted)
            joined.insert(joined.end(), one.payload.begin(), one.payload.end());
        return joined;
    }

    std::size_t write(std::span<const std::uint8_t> bytes) override {
        bytes = bytes.first(std::min(bytes.size(), bytes_per_write));
        for (wire::Bytes rest = bytes;;) {
            const auto event = decoder_.next(rest);
            if (event == wire::FrameDecoder::Event::need_more) break;
            if (event == wire::FrameDecoder::Event::block) take(decoder_.block());
        }
        return bytes.size();
    }
    std::size_t read(std::span<std::uint8_t> buffer) override {
        std::size_t size = 0;
        while (!arriving_.empty() && arriving_.front().at <= now_) {
            const Octets& bytes = arriving_.front().bytes;
            if (size + bytes.size() > buffer.size()) break;
            std::copy(bytes.begin(), bytes.end(), buffer.begin() + size);
            size += bytes.size();
            arriving_.pop_front();
        }
        return size;
    }
    std::string failure() const override { return broken; }

    base::HostTime now() const override { return now_; }
    void wait_until(base::HostTime when) override {
        if (!arriving_.empty()) when = std::min(when, arriving_.front().at);
        if (when != runtime::never) now_ = std::max(now_, when);
    }

  private:
    struct Arriving {
        Octets bytes;
        base::HostTime at;
    };
    Octets frame(const Octets& payload) const {
        Octets block(payload.size() + wire::block_overhead);
        wire::encode_block({wanted}, payload, block);
        return block;
    }
    void post(Octets bytes, base::HostTime at) {
        if (!silent) arriving_.push_back({std::move(bytes), at});
    }
    void take(const wire::Block& block) {
        const int number = blocks_++;
        if (lose.contains(number)) return;
        const bool right = block.sequence.raw == wanted && !damage.contains(number);
        if (right) {
            wanted = block.sequence.next().raw;
            accepted.push_back({{block.payload.begin(), block.payload.end()}, now_});
            if (answer)
                for (const Octets& said : answer(accepted.back().payload))
                    post(frame(said), now_ + latency);
        }
        if (!lose_ack.contains(acks_++)) post(frame({}), now_ + latency);
        longest_wait = std::max(longest_wait, arriving_.size());
    }

    wire::FrameDecoder decoder_;
    std::deque<Arriving> arriving_;
    base::HostTime now_{};
    int blocks_ = 0;
    int acks_ = 0;
};

// A link to such a board.
struct LinkRig {
    Peer peer;
    Link link{peer};
    CommandQueue queue = link.new_queue();

    // Lets the link work for so long.
    void pass(base::Seconds time) {
        const auto end = peer.now() + base::host_duration(time);
        for (link.poll(peer.now()); peer.now() < end; link.poll(peer.now()))
            peer.wait_until(std::min(end, std::max(link.next_wake(), peer.now())));
    }
    // A link that knows the clock: it runs at 1 MHz from zero at the beginning of time.
    void know_clock() { link.set_clock_estimate({.frequency_hz = 1e6}); }
    void send(const Octets& message, When when = {}) { link.send(message, when, queue); }
    // The payloads received so far, and tickets as single numbers.
    std::vector<Octets> taken() {
        std::vector<Octets> list;
        while (const auto received = link.take()) {
            if (received->acknowledged != 0)
                list.push_back({static_cast<std::uint8_t>(received->acknowledged)});
            else
                list.emplace_back(received->payload().begin(), received->payload().end());
        }
        return list;
    }
};

}  // namespace escapement::mcu::testing
