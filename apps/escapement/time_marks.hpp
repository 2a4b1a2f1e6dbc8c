// When a print reaches which share of its file, in few marks.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "base/time.hpp"
#include "printer/preflight.hpp"

namespace escapement::app {

// A mark for each thousandth of the file, and two for each line that takes long, when it begins and
// when it ends: a macro that heats and measures the bed may take ten minutes.
class TimeMarks {
  public:
    // The print is so far at that time, from its begin.  May be said as often as one likes; where a
    // file goes back in a loop it counts as not going on.
    void see(double share, base::Seconds time);
    // All marks, the last one at the end.
    std::vector<printer::TimeMark> take(base::Seconds whole);

  private:
    void settle();

    std::vector<printer::TimeMark> marks_;
    printer::TimeMark here_;  // since when it has not gone on
    base::Seconds last_{};
};

}  // namespace escapement::app
