// What is known, in words and short bars.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "client/snapshot.hpp"
#include "tui/history.hpp"
#include "tui/screen.hpp"

namespace escapement::tui {

inline constexpr Style label_style{Color::usual, false, true, false};
inline constexpr Style strong_style{Color::usual, true, false, false};

// "1 h 02 min", "4 min 05 s"; a dash for what is not known.
std::string duration_text(std::optional<double> seconds);
// "85 %", or a dash.
std::string percent_text(std::optional<double> share);
// With so many digits behind the point, or a dash.
std::string number_text(std::optional<double> value, int digits);
// "25.0 kB"
std::string size_text(std::optional<std::uint64_t> bytes);
// In lines of at most so many columns, broken at blanks where there are some; at most `rows` of
// them, the last one cut.
std::vector<std::string> wrapped(std::string_view text, int width, int rows);
// So many columns of it at most, with "…" at the end if something is cut.
std::string shortened(const std::string& text, int width);
// Full blocks as far as the share goes.
std::string bar(double share, int width);
// The newest samples as small bars, from 0 °C to the target or the hottest of them.
std::string sparkline(const Series& series, double target, int width);
// The color of the heater's row and of its curve, by its place in the list.
Color heater_color(std::size_t place);
// How a temperature relates to its target: warming up, there, or off and still hot.
Style heat_style(const client::Heater& heater);

// "12 s", "3 min", "2 h": how long ago something was.
std::string age_text(double seconds);
std::string_view link_text(client::Link link);
Style link_style(const client::Snapshot& known);
std::string job_text(client::JobState state);
Style job_style(client::JobState state);

}  // namespace escapement::tui
