// A path that is ahead of another one by a fixed time, or behind it.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cmath>
#include <memory>
#include <utility>
#include <vector>

#include "motion/path.hpp"

namespace escapement::motion {

class ShiftedPath final : public PathSource {
  public:
    // `ahead` may be below zero.
    ShiftedPath(std::unique_ptr<PathSource> path, Seconds ahead)
        : path_(std::move(path)), ahead_(ahead) {}

    void advance(PrintTime until, std::vector<Piece>& pieces) override {
        const std::size_t before = pieces.size();
        path_->advance(until + ahead_, pieces);
        for (std::size_t i = before; i < pieces.size(); ++i) pieces[i].start -= ahead_.count();
    }
    std::optional<PrintTime> first_motion(PrintTime until) const override {
        const auto when = path_->first_motion(until + ahead_);
        return when ? std::optional(*when - ahead_) : std::nullopt;
    }
    Length at(Point position) const override { return path_->at(position); }
    Seconds reach() const override { return path_->reach() + Seconds{std::abs(ahead_.count())}; }
    bool reads_tracks() const override { return path_->reads_tracks(); }

  private:
    std::unique_ptr<PathSource> path_;
    Seconds ahead_;
};

}  // namespace escapement::motion
