// A progress bar on a terminal, for work that takes longer than a second.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "runtime/system_clock.hpp"

namespace escapement::app {

// Draws on standard error, at most ten times a second, only if that is a terminal and only
// after the first second.  Never longer than a line of the terminal.  Uses colour unless
// NO_COLOR is set, and no control sequences on a terminal that calls itself dumb.  Cleans up after
// itself.
class Progress {
  public:
    explicit Progress(std::string title);
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;
    ~Progress() { clear(); }

    // `share` from 0 to 1; `detail` is shown behind the bar ("layer 3 of 20").
    void show(double share, std::string_view detail);
    void clear();

    // The line as it is drawn; `left_s` below zero when unknown.
    static std::string line(std::string_view title,
                            double share,
                            std::string_view detail,
                            double left_s);
    // The first of these lines that fits into so many columns; the last one is cut if none does.
    static std::string fitting(const std::vector<std::string>& lines, std::size_t columns);

    enum class Style { plain, erasing, coloured };
    // Draws over what was drawn before, which had that many columns.
    static std::string over(std::string_view line, std::size_t before, Style style);

  private:
    std::string title_;
    runtime::SystemOutside clock_;
    base::HostTime begun_;
    base::HostTime next_;
    bool on_terminal_;
    Style style_;
    std::size_t drawn_ = 0;  // columns
};

// "1 h 04 min", "3 min 20 s", "12 s".
std::string duration_text(double seconds);

}  // namespace escapement::app
