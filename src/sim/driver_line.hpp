// The far end of a serial line by which stepper drivers are set up, made of levels.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// 1. The board's first two edges tell how long a bit is.
// 2. What it drives afterwards is read in the middle of each bit, once the message must have ended.
// 3. The answer begins eight bits and a half later, so that who looks a bit at a time looks at the
//    middle of each.
#pragma once

#include <cstdint>
#include <functional>
#include <utility>
#include <vector>

#include "base/time.hpp"
#include "sim/driver_model.hpp"

namespace escapement::sim {

class DriverLine {
  public:
    // A driver that hears what is addressed to it as long as `connected` says so.
    struct Node {
        std::uint8_t address = 0;
        std::function<bool()> connected;
        DriverModel* driver = nullptr;
    };
    void add(Node node) { nodes_.push_back(std::move(node)); }

    // The board drives the line to this level from then on.
    void drive(bool level, base::Seconds at);
    // What the board sees there when it does not drive it.
    bool level(base::Seconds at);

  private:
    struct Edge {
        base::Seconds at;
        bool level;
    };
    bool driven_level(base::Seconds at) const;
    std::vector<std::uint8_t> sample(std::size_t bytes) const;
    base::Seconds end_of(std::size_t bytes) const;
    std::size_t size() const;
    void read_until(base::Seconds at);
    void handle(const std::vector<std::uint8_t>& bits);
    DriverModel* driver(std::uint8_t address) const;

    std::vector<Node> nodes_;
    std::vector<Edge> edges_;  // of the message that has begun
    base::Seconds bit_{};
    std::vector<std::uint8_t> answer_;
    base::Seconds answer_at_{};
};

}  // namespace escapement::sim
