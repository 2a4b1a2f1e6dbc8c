// For tests: a cable that garbles some of the lines that pass, the same ones in every run.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <random>
#include <string>

namespace escapement::client {

// Passes text on line by line, and harms this share of the lines: a byte changes, a byte is lost,
// or the end of the line is.
class GarblingCable {
  public:
    GarblingCable(double share, std::uint32_t seed) : share_(share), random_(seed) {}

    std::string pass(const std::string& text) {
        std::string passed;
        for (std::size_t at = 0; at < text.size();) {
            const auto end = text.find('\n', at);
            const auto next = end == std::string::npos ? text.size() : end + 1;
            passed += harm(text.substr(at, next - at));
            at = next;
        }
        return passed;
    }
    std::uint64_t harmed() const { return harmed_; }

  private:
    std::string harm(std::string line) {
        if (line.size() < 2 || std::uniform_real_distribution(0.0, 1.0)(random_) >= share_)
            return line;
        ++harmed_;
        const auto at = random_() % line.size();
        const auto way = random_() % 3;
        if (way == 0) line[at] = static_cast<char>(line[at] ^ (1 << (random_() % 7)));
        if (way == 1) line.erase(at, 1);
        if (way == 2) line.pop_back();
        return line;
    }

    double share_;
    std::mt19937 random_;
    std::uint64_t harmed_ = 0;
};

}  // namespace escapement::client
