// A microcontroller whose board is a Peer that knows a few answers, for tests.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <functional>
#include <optional>
#include <utility>
#include <vector>

#include "mcu/mcu.hpp"
#include "mcu/testing_peer.hpp"
#include "messages/identify.hpp"
#include "messages/system.hpp"
#include "runtime/executor.hpp"

namespace escapement::mcu::testing {

// What a board answers to identify: the bytes from `offset` on.
using Piece = std::function<Octets(std::uint32_t offset)>;

class BoardRig {
  public:
    // Tells only what identify() gives.
    explicit BoardRig(Piece piece) {
        peer.latency = std::chrono::microseconds(100);
        peer.answer = [this, piece = std::move(piece)](const Octets& payload) {
            wire::Reader in(payload);
            if (wire::take_id(in) == messages::identify_id) {
                const std::uint32_t offset = in.take_int();
                const Octets data = piece(offset);
                const bool stray = strays > 0;
                if (stray) --strays;
                return encoded(0, messages::IdentifyResponse{stray ? ~offset : offset, data});
            }
            return answer ? answer(payload) : std::vector<Octets>{};
        };
    }
    // Has a dictionary and a clock, at 1 MHz from zero.
    explicit BoardRig(const wire::Dictionary& dictionary)
        : BoardRig([bytes = wire::write_dictionary(dictionary)](std::uint32_t offset) {
              const std::size_t begin = std::min<std::size_t>(offset, bytes.size());
              const std::size_t end = std::min(begin + 40, bytes.size());
              return Octets(bytes.begin() + static_cast<std::ptrdiff_t>(begin),
                            bytes.begin() + static_cast<std::ptrdiff_t>(end));
          }) {
        const int get_uptime = *wire::command_id<messages::GetUptime>(dictionary);
        const int get_clock = *wire::command_id<messages::GetClock>(dictionary);
        const auto uptime = *wire::response_id<messages::Uptime>(dictionary);
        const auto clock = *wire::response_id<messages::Clock>(dictionary);
        answer = [=, this](const Octets& payload) {
            wire::Reader in(payload);
            const int id = wire::take_id(in);
            const auto us = std::chrono::microseconds(1);
            const base::Clock32 now{static_cast<std::uint32_t>(peer.now().time_since_epoch() / us)};
            if (id == get_uptime) return encoded(uptime, messages::Uptime{0, now});
            if (id == get_clock) return encoded(clock, messages::Clock{now});
            return std::vector<Octets>{};
        };
    }

    base::Result<void> identify() {
        std::optional<base::Result<void>> result;
        executor.spawn(keep(result), [](std::exception_ptr) {});
        run();
        return *std::move(result);
    }
    void pass(base::Seconds time) {
        executor.call_at(peer.now() + runtime::Executor::to_duration(time),
                         [this] { finished_ = true; });
        run();
    }

    Peer peer;
    runtime::Executor executor{peer};
    Link link{peer};
    Mcu mcu{"mcu", executor, link};
    std::function<std::vector<Octets>(const Octets&)> answer;  // to anything but identify
    int strays = 0;  // the next so many pieces come from somewhere else

  private:
    template <wire::Message M>
    static std::vector<Octets> encoded(wire::MessageId id, const M& message) {
        const EncodedMessage bytes(id, message);
        return {{bytes.bytes().begin(), bytes.bytes().end()}};
    }
    runtime::Task<> keep(std::optional<base::Result<void>>& result) {
        auto task = mcu.identify();
        result = co_await task;
        finished_ = true;
    }
    void run() {
        finished_ = false;
        std::array<runtime::Actor*, 2> actors{&executor, &link};
        runtime::drive(peer, actors, finished_);
    }

    bool finished_ = false;
};

}  // namespace escapement::mcu::testing
