// A share that stays the same for long is a line that takes long.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "escapement/time_marks.hpp"

#include <utility>

namespace escapement::app {
namespace {

constexpr double least_share = 0.001;
constexpr base::Seconds long_line{2.0};

}  // namespace

void TimeMarks::see(double share, base::Seconds time) {
    last_ = time;
    if (share <= here_.share) return;
    settle();
    here_ = {share, time};
}

void TimeMarks::settle() {
    const bool is_long = last_ - here_.time >= long_line;
    const bool due = marks_.empty() || here_.share >= marks_.back().share + least_share;
    if (is_long || due) marks_.push_back(here_);
    if (is_long) marks_.push_back({here_.share, last_});
}

std::vector<printer::TimeMark> TimeMarks::take(base::Seconds whole) {
    settle();
    marks_.push_back({1.0, whole});
    return std::exchange(marks_, {});
}

}  // namespace escapement::app
